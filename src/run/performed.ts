/** What performing an operation comes to. */

import type { Operation } from '../plan/plan.ts'
import type { ResourceId } from '../resource/resource.ts'
import type { Outcome } from './run-event.ts'
import type { Session } from './session.ts'

/** Undefined when the operation waits for a person who is not there. */
export type Performed = { outcome: Outcome; id: ResourceId | undefined } | undefined

export type Perform = (operation: Operation, session: Session) => Promise<Performed>
