/** Where events go: to the journal first, then to whoever watches. */

import type { Journal } from './journal.ts'
import type { RunEvent } from './run-event.ts'

/** Resolves when the event is durable. */
export type Record = (event: RunEvent) => Promise<void>

/** Watches a run. It must not throw: a broken view does not stop a run. */
export type Watch = (event: RunEvent) => void

/** Events that an observer sees but that need not survive: they decide nothing. */
export function recordTo(journal: Journal, watch: Watch): Record {
  return async (event) => {
    await journal.append(event)
    try {
      watch(event)
    } catch (error) {
      // A fault of the view is not one of the run: it surfaces by itself, and what is durable stays so.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}
