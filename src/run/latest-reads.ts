/**
 * What was read last of each slice of the installation. Operations read side by side, so a read that began earlier may
 * end later, and must not put back what it saw.
 */

import type { ObservedState, Slice } from '../resource/observed-state.ts'

/** Reads one slice, given what is known of the others; plans that are needless stay as they are known. */
type ReadSlice = (slice: Slice, known: ObservedState, needless: ReadonlySet<number>) => Promise<Partial<ObservedState>>

export class LatestReads {
  #observed: ObservedState
  readonly #read: ReadSlice
  /** Counts changes and beginnings of reads. */
  #moment = 0
  readonly #changedAt = new Map<Slice, number>()
  /** When the read began that tells what is known now. */
  readonly #readAt = new Map<Slice, number>()

  constructor(observed: ObservedState, read: ReadSlice) {
    this.#observed = observed
    this.#read = read
  }

  get observed(): ObservedState {
    return this.#observed
  }

  /** Takes note that what is known of a slice is no longer so. */
  change(slice: Slice): void {
    this.#changedAt.set(slice, (this.#moment += 1))
  }

  /** Slices that were changed since what is known of them was read. */
  outdated(): Slice[] {
    return [...this.#changedAt].filter(([slice, at]) => at > (this.#readAt.get(slice) ?? 0)).map(([slice]) => slice)
  }

  /**
   * Reads slices anew. What cannot be read stays as it was known, and as outdated as it was; so do plans after a look at
   * some of them.
   *
   * @param needless the ids of plans at which no look is wanted
   */
  async readAgain(slices: Iterable<Slice>, needless: ReadonlySet<number> = new Set()): Promise<void> {
    const began = (this.#moment += 1)
    const parts = await Promise.all(
      [...new Set(slices)].map(async (slice) => ({ slice, part: await this.#read(slice, this.#observed, needless) })),
    )
    for (const { slice, part } of parts) {
      if ((this.#readAt.get(slice) ?? 0) > began) continue
      if (slice === 'plans' && needless.size > 0) this.#putPlans(part, needless, began)
      else {
        this.#readAt.set(slice, began)
        this.#observed = { ...this.#observed, ...part }
      }
    }
  }

  /** Of some plans: the others are as other reads have told meanwhile, and an earlier read of all puts none of them back for good. */
  #putPlans({ plans = [] }: Partial<ObservedState>, needless: ReadonlySet<number>, began: number): void {
    const now = new Map(this.#observed.plans.map((plan) => [plan.id, plan]))
    this.#observed = {
      ...this.#observed,
      plans: plans.map((plan) => (needless.has(plan.id) ? (now.get(plan.id) ?? plan) : plan)),
    }
    this.#changedAt.set('plans', Math.max(began, this.#changedAt.get('plans') ?? 0))
  }
}
