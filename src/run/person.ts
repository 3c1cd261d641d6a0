/** Whoever does what no API can: somebody at this terminal, a robot at the simulator's panel, or nobody right now. */

import type { PanelAction } from '../oa/simulator/panel-action.ts'
import type { Operation } from '../plan/plan.ts'

export interface Attestation {
  by: string
  evidence: string
}

export interface Person {
  /**
   * Asks for a manual operation to be done.
   *
   * @param click the same work at the simulator's panel; undefined when it is only words
   * @param complaint why the last answer was not enough
   * @returns who says that it is done, or undefined when nobody does now
   */
  attend(operation: Operation, click: PanelAction | undefined, complaint?: string): Promise<Attestation | undefined>
}

/** Off a terminal nobody is there; the run pauses. */
export const nobody: Person = { attend: () => Promise.resolve(undefined) }
