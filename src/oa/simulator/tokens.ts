/** Tokens of the APS bus: good for a number of uses, forgotten when the simulator stops. */

import type { TokenOwner } from './handler.ts'
import { authenticationFailed } from './refusal.ts'
import { randomUUID } from 'node:crypto'

export interface Tokens {
  issue(owner: TokenOwner): string
  /** Counts one use. Throws a {@link Refusal}, 403, when the token is missing, unknown or used up. */
  use(token: string | undefined): TokenOwner
}

/** `lifetimeCalls` 0 is without end. */
export function createTokens(lifetimeCalls: number): Tokens {
  const issued = new Map<string, { owner: TokenOwner; uses: number }>()
  return {
    issue(owner) {
      const token = randomUUID()
      issued.set(token, { owner, uses: 0 })
      return token
    },
    use(token) {
      const entry = token === undefined ? undefined : issued.get(token)
      if (token === undefined || entry === undefined) throw authenticationFailed()
      if (lifetimeCalls > 0 && entry.uses >= lifetimeCalls) {
        issued.delete(token)
        throw authenticationFailed()
      }
      entry.uses += 1
      return entry.owner
    },
  }
}
