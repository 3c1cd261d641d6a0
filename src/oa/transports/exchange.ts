/** One request and its answer over undici's dispatcher, which tells the moment when sending begins. */

import type { Dispatcher } from 'undici'
import type { CallContext } from '../call-context.ts'
import { abortReason } from '../deadline.ts'

export interface HttpAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** What came between request and answer. `sent` is false only if not one byte of the request can have left. */
export class ExchangeFailure extends Error {
  readonly sent: boolean
  override readonly cause: Error

  constructor(cause: Error, sent: boolean) {
    super(cause.message)
    this.name = 'ExchangeFailure'
    this.cause = cause
    this.sent = sent
  }
}

export class AnswerTooLarge extends Error {
  constructor(limit: number) {
    super(`the answer is larger than ${Math.floor(limit / 1024 / 1024)} MB`)
    this.name = 'AnswerTooLarge'
  }
}

/**
 * Sends one request and collects the whole answer. Nothing is repeated, no redirect is followed.
 * @param limit of the answer's body, in bytes
 * @throws ExchangeFailure; at once when `signal` aborts, even while the connection is still being made. What `permit`
 *   throws is thrown as it is
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  call: Going,
  limit: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(call, limit, resolve, reject)
    if (handler.watchSignal()) dispatcher.dispatch(request, handler)
  })
}

/** What may stop a request: its time is over, or it may not leave any more. */
type Going = Pick<CallContext, 'signal' | 'permit'>

class ExchangeHandler implements Dispatcher.DispatchHandler {
  private readonly signal: AbortSignal
  private readonly permit: Going['permit']
  private readonly limit: number
  private readonly resolve: (answer: HttpAnswer) => void
  private readonly reject: (failure: unknown) => void
  private readonly chunks: Buffer[] = []
  private controller: Dispatcher.DispatchController | undefined
  private answer: Pick<HttpAnswer, 'status' | 'headers'> = { status: 0, headers: {} }
  private size = 0
  private failed = false

  constructor(
    { signal, permit }: Going,
    limit: number,
    resolve: (answer: HttpAnswer) => void,
    reject: (failure: unknown) => void,
  ) {
    this.signal = signal
    this.permit = permit
    this.limit = limit
    this.resolve = resolve
    this.reject = reject
  }

  /** False when the signal has aborted already, and the failure has been told. */
  watchSignal(): boolean {
    if (this.signal.aborted) this.onAbort()
    else this.signal.addEventListener('abort', this.onAbort)
    return !this.failed
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while the connection was being made: aborting here keeps the request from being written.
    if (this.failed) controller.abort(new Error('given up before sending'))
    else if (this.mayLeave()) this.controller = controller
    else controller.abort(new Error('not allowed to leave'))
  }

  private mayLeave(): boolean {
    try {
      this.permit?.()
      return true
    } catch (error) {
      this.failed = true
      this.signal.removeEventListener('abort', this.onAbort)
      this.reject(error)
      return false
    }
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: HttpAnswer['headers']): void {
    this.answer = { status, headers }
    if (Number(headers['content-length']) > this.limit) this.fail(new AnswerTooLarge(this.limit))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length
    if (this.size > this.limit) this.fail(new AnswerTooLarge(this.limit))
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.signal.removeEventListener('abort', this.onAbort)
    this.resolve({ ...this.answer, body: Buffer.concat(this.chunks) })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error)
  }

  private readonly onAbort = (): void => {
    this.fail(abortReason(this.signal))
  }

  private fail(cause: Error): void {
    if (this.failed) return
    this.failed = true
    this.signal.removeEventListener('abort', this.onAbort)
    this.chunks.length = 0
    this.reject(new ExchangeFailure(cause, this.controller !== undefined))
    this.controller?.abort(cause)
  }
}
