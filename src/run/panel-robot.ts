/** A robot at the simulator's panel: does what a person would click. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { Person } from './person.ts'

/** @param panelUrl where the simulator takes clicks; no real installation has such a thing */
export function panelRobot(panelUrl: string): Person {
  return {
    attend: async (operation, click) => {
      const attestation = { by: "the simulator's robot", evidence: 'clicked at the simulated panel' }
      if (click === undefined) return attestation
      const response = await fetch(panelUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(click),
      })
      if (response.ok) return attestation
      throw new OnboardError({
        kind: 'failed',
        code: 'robot/refused',
        message: `${operation.title}: the simulated panel refused: ${await response.text()}`,
        hint: 'This is between the program and its simulator; please report it.',
      })
    },
  }
}
