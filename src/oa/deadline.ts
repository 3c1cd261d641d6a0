/** A call's total time limit. Not an idle limit: a server that drips one byte a second must not hold us for ever. */

/** Why a call's signal was aborted. */
export class DeadlinePassed extends Error {
  readonly ms: number

  constructor(ms: number) {
    super(`no complete answer within ${formatSeconds(ms)}`)
    this.name = 'DeadlinePassed'
    this.ms = ms
  }
}

/** The caller gave up; `cause` is what the caller gave as reason. */
export class GivenUp extends Error {
  constructor(cause: unknown) {
    super('given up on request', { cause })
    this.name = 'GivenUp'
  }
}

/** Why an aborted signal of {@link withDeadline} was aborted. */
export function abortReason(signal: AbortSignal): DeadlinePassed | GivenUp {
  const reason: unknown = signal.reason
  return reason instanceof DeadlinePassed ? reason : new GivenUp(reason)
}

/** Waits for what others wait for too, such as a shared token, but no longer than this call may take. */
export function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(abortReason(signal))
    }
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp)
    })
  })
}

/**
 * Runs `work` with a signal that aborts after `ms` milliseconds (reason {@link DeadlinePassed}) or together with the
 * caller's own signal. Timers are monotonic, so a jump of the wall clock does no harm.
 */
export async function withDeadline<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController()
  const timer = setTimeout(() => {
    deadline.abort(new DeadlinePassed(ms))
  }, ms)
  try {
    return await work(outer ? AbortSignal.any([deadline.signal, outer]) : deadline.signal)
  } finally {
    clearTimeout(timer)
  }
}

function formatSeconds(ms: number): string {
  return `${ms / 1000} s`
}
