/** A time in which nobody can connect, as when a machine is restarted. */

import type { Listener } from './listen.ts'

export class Outage {
  private readonly listeners: readonly Listener[]
  private timer: NodeJS.Timeout | undefined

  /** @param signal closes the listeners for good: nothing is resumed any more */
  constructor(listeners: readonly Listener[], signal: AbortSignal) {
    this.listeners = listeners
    signal.addEventListener('abort', () => {
      clearTimeout(this.timer)
    })
  }

  /** From now on for so many milliseconds; an outage under way is prolonged. */
  begin(ms: number): void {
    if (this.timer === undefined) for (const listener of this.listeners) listener.pause()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.end()
    }, ms)
  }

  /** Before its time, if it lasts. */
  end(): void {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    this.timer = undefined
    for (const listener of this.listeners) listener.resume()
  }
}
