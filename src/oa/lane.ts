/** How many calls one system gets at a time: as many as configured, fewer after it said that it has too much to do. */

import pLimit, { type LimitFunction } from 'p-limit'

export class Lane {
  private readonly most: number
  private readonly limit: LimitFunction
  private successes = 0

  constructor(most: number) {
    this.most = most
    this.limit = pLimit(most)
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    return this.limit(work)
  }

  /** Half as many from now on. */
  slowDown(): void {
    this.successes = 0
    this.limit.concurrency = Math.max(1, Math.floor(this.limit.concurrency / 2))
  }

  /** One more after as many successes as there are calls at a time. */
  speedUp(): void {
    if (this.limit.concurrency === this.most) return
    this.successes += 1
    if (this.successes < this.limit.concurrency) return
    this.successes = 0
    this.limit.concurrency += 1
  }
}
