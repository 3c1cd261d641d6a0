/** One of the three APIs, as the listener and the faults see it. */

import type { System } from '../method-spec.ts'
import type { CallDescription } from './call-log.ts'
import type { Reply } from './http/reply.ts'
import type { Request } from './http/request.ts'
import type { Refusal } from './refusal.ts'

export interface Api {
  system: System
  /** What a request asks for, as far as it can be read; nothing is done. */
  describe(request: Request): CallDescription
  /** Carries it out and answers. */
  answer(request: Request): Reply
  /** A refusal as this API words it. */
  refuse(refusal: Refusal): Reply
}
