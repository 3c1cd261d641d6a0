/** A robot at the simulator's panel: does what a person would click. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { PanelAction } from '../oa/simulator/panel-action.ts'
import type { Operation } from '../plan/plan.ts'
import type { Person } from './person.ts'

/** @param panelUrl where the simulator takes clicks; no real installation has such a thing */
export function panelRobot(panelUrl: string): Person {
  return {
    attend: async (operation, click) => {
      const evidence = operation.evidence ?? 'clicked at the simulated panel'
      const attestation = { by: "the simulator's robot", evidence }
      if (click === undefined) return attestation
      const response = await post(panelUrl, operation, click)
      // Who looks and sees that it is not so says nothing.
      if (!response.ok && click.do === 'tasks.check') return undefined
      if (response.ok) return { ...attestation, ...hashIn(await response.json()) }
      throw new OnboardError({
        kind: 'failed',
        code: 'robot/refused',
        message: `${operation.title}: the simulated panel refused: ${await response.text()}`,
        hint: 'This is between the program and its simulator; please report it.',
      })
    },
  }
}

async function post(panelUrl: string, { title }: Operation, click: PanelAction): Promise<Response> {
  try {
    const headers = { 'content-type': 'application/json' }
    return await fetch(panelUrl, { method: 'POST', headers, body: JSON.stringify(click) })
  } catch (cause) {
    throw new OnboardError({
      kind: 'failed',
      code: 'robot/unreachable',
      message: `${title}: the panel of the simulator at ${new URL(panelUrl).host} does not answer.`,
      hint: 'When the simulator runs again, type: o365-onboard resume',
      cause,
    })
  }
}

/** Whoever deploys a file tells its hash. */
function hashIn(answer: unknown): { evidence: string } | undefined {
  const { result } = answer as { result?: { sha256?: string } }
  return result?.sha256 === undefined ? undefined : { evidence: `SHA-256 ${result.sha256}` }
}
