/**
 * The one rule for every write whose outcome is unknown, lost a moment ago or by a process that died: look for its
 * effect until it is seen or cannot come any more, and only then repeat it.
 *
 * OA has no idempotency keys. The one duplicate it can tell by itself is the `request_id` of a transaction (oa-wire.md,
 * section 1.2), and no write of ours is made in one: three calls instead of one would leave the commit as uncertain as
 * the write is now. So reading by natural key is all there is, and what comes later than the quarantine is not
 * prevented but found: by the last check of the run, or by the next plan.
 */

import { OnboardError } from '../lib/onboard-error.ts'
import type { MethodParams, MethodResult, WriteMethod } from '../oa/methods.ts'
import type { OaClient } from '../oa/oa-client.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { Found, Look, WriteHow, Writer } from '../resource/resource.ts'
import type { LostCall } from './lost-calls.ts'
import { quarantineEnd } from './run-state.ts'
import type { Session } from './session.ts'
import { waitFor } from './wait.ts'

/** How often one and the same call is repeated before a person is asked. */
const REPEATS = 3

/** The pause before the first repeat of what may be repeated at once; it doubles. */
const FIRST_PAUSE = 500

/** Every write of an operation goes through this. */
export function settledWriter(operation: string, session: Session): Writer {
  const client = session.clientFor(operation)
  return {
    read: (name, params, options) => client.read(name, params, options),
    write: (name, params, look, how = {}) => new Write(operation, session, { name, params, look, how }).run(client),
  }
}

/** Waits until nothing of a lost call can come any more, without repeating it. @returns its effect, if it was seen */
export function settleLost<M extends WriteMethod>(
  operation: string,
  session: Session,
  call: { name: M; params: MethodParams<M>; look: Look<MethodResult<M>> },
): Promise<Found<MethodResult<M>> | undefined> {
  return new Write(operation, session, { ...call, how: {} }).settle()
}

interface WriteInput<M extends WriteMethod> {
  name: M
  params: MethodParams<M>
  look: Look<MethodResult<M>>
  how: WriteHow
}

class Write<M extends WriteMethod> {
  readonly #operation: string
  readonly #session: Session
  readonly #input: WriteInput<M>

  constructor(operation: string, session: Session, input: WriteInput<M>) {
    this.#operation = operation
    this.#session = session
    this.#input = input
  }

  async run(client: OaClient): Promise<MethodResult<M>> {
    const { name, params } = this.#input
    await this.#untilQuiet()
    let fault: OaFault | undefined
    for (let sent = 0; ; sent += 1) {
      const found = await this.settle(fault)
      if (found !== undefined) return found.result
      await this.#beforeRepeat(sent, fault)
      try {
        return await client.write(name, params)
      } catch (error) {
        if (!(error instanceof OaFault) || error.outcome === 'not-sent') throw error
        if (error.outcome === 'refused') return await this.#afterRefusal(error)
        fault = error
      }
    }
  }

  /** @returns undefined when there is no lost call, when none can come any more, or when repeating does no harm */
  async settle(fault?: OaFault): Promise<Found<MethodResult<M>> | undefined> {
    const lost = this.#lost().filter(({ absent }) => !absent)
    if (lost.length === 0) return undefined
    if (this.#input.how.blind === true) throw this.#cannotTell(fault)
    const found = this.#input.how.repeatable === true ? await this.#see(fault) : await this.#wait(lost, fault)
    if (found === undefined && this.#input.how.repeatable === true) return undefined
    // Of several that were sent at once only one is seen to be done; the others may still come.
    const settled = this.#input.how.repeatable === true ? lost.slice(-1) : lost
    await this.#record(settled, found === undefined ? 'absent' : 'seen')
    return found
  }

  async #record(calls: readonly LostCall[], effect: 'seen' | 'absent'): Promise<void> {
    const operation = this.#operation
    for (const { call } of calls) await this.#session.record({ type: 'call-settled', operation, call, effect })
  }

  /** Waits until no lost call of the method that would undo this one can come any more. */
  async #untilQuiet(): Promise<void> {
    const { notBefore } = this.#input.how
    const all = this.#session.state.lost.get(this.#operation) ?? []
    const lost = all.filter(({ method, absent }) => method === notBefore && !absent)
    if (lost.length === 0) return
    await waitFor(
      {
        ...this.#quarantineOf(lost),
        operation: this.#operation,
        why: `an earlier ${notBefore ?? ''} had no answer, and its work may still be done`,
        look: () => Promise.resolve(undefined),
      },
      this.#session,
    )
    await this.#record(lost, 'absent')
  }

  #quarantineOf(lost: readonly LostCall[]): { since: number; until: number } {
    const { clock, quarantineMs } = this.#session
    const now = clock.now()
    const until = Math.max(...lost.map(({ lostAt }) => quarantineEnd(lostAt, quarantineMs, now)))
    return { since: until - quarantineMs, until }
  }

  async #wait(lost: readonly LostCall[], fault?: OaFault): Promise<Found<MethodResult<M>> | undefined> {
    const why = 'the answer was lost, and the work may still be done'
    try {
      const look = () => this.#look()
      return await waitFor({ ...this.#quarantineOf(lost), operation: this.#operation, why, look }, this.#session)
    } catch (error) {
      throw error instanceof OaFault ? this.#cannotLook(error, fault) : error
    }
  }

  async #see(fault?: OaFault): Promise<Found<MethodResult<M>> | undefined> {
    try {
      return await this.#look()
    } catch (error) {
      throw error instanceof OaFault ? this.#cannotLook(error, fault) : error
    }
  }

  /** An error although the work was done has been seen in production (oa-wire.md, section 9). */
  async #afterRefusal(refusal: OaFault): Promise<MethodResult<M>> {
    let found: Found<MethodResult<M>> | undefined
    try {
      found = await this.#look()
    } catch (error) {
      if (!(error instanceof OaFault)) throw error
    }
    if (found === undefined) throw refusal
    return found.result
  }

  async #look(): Promise<Found<MethodResult<M>> | undefined> {
    const found = await this.#input.look()
    if (found.length > 1) throw this.#twoFound(found)
    return found[0]
  }

  /** What makes something is counted through the run, resumes and all; what only sets a state may begin anew. */
  async #beforeRepeat(sent: number, fault?: OaFault): Promise<void> {
    const { clock, signal } = this.#session
    const { repeatable } = this.#input.how
    const repeats = repeatable === true ? sent : this.#lost().length
    if (repeats > REPEATS) throw this.#tooOften(fault)
    if (repeatable === true && sent > 0) await clock.sleep(FIRST_PAUSE * 2 ** (sent - 1), signal)
  }

  /**
   * The calls that were the same as this one, in this process and in those before. An operation makes one object by one
   * method; what it sends several times with other parameters (the resources of a template) is repeatable.
   */
  #lost(): readonly LostCall[] {
    const lost = this.#session.state.lost.get(this.#operation) ?? []
    return lost.filter(({ method }) => method === this.#input.name)
  }

  #error(code: string, message: string, hint: string, cause: unknown, facts: Record<string, unknown> = {}) {
    return new OnboardError({
      kind: 'uncertain',
      code,
      message: `${this.#session.titleOf(this.#operation)}: ${message}`,
      hint,
      facts: { operation: this.#operation, method: this.#input.name, ...facts },
      cause,
    })
  }

  #twoFound(found: readonly Found<unknown>[]): OnboardError {
    const shown = found.map(({ id, name }) => `${name === undefined ? '' : `"${name}" `}(${id})`)
    return this.#error(
      'apply/two-found',
      `an answer was lost, and now there are ${found.length} of it: ${shown.join(' and ')}. Nothing more was done to them.`,
      'Look at them in the control panel and remove the one that nothing uses, then type: o365-onboard resume',
      undefined,
      { ids: found.map(({ id }) => id) },
    )
  }

  #cannotLook(cause: OaFault, fault: OaFault | undefined): OnboardError {
    return this.#error(
      'apply/uncertain',
      `the call left, no answer came, and it cannot be looked up: ${cause.message}${fault === undefined ? '' : ` The call: ${fault.message}`}`,
      'Is it there? When OA can be read again, type: o365-onboard resume. It looks first, and repeats nothing that exists.',
      cause,
    )
  }

  #cannotTell(fault: OaFault | undefined): OnboardError {
    return this.#error(
      'apply/uncertain',
      `the call left, no answer came, and no read shows what it does. ${fault?.message ?? ''}`.trimEnd(),
      `Is it done? Look in the control panel. If so, type: o365-onboard attest <run> '${this.#operation}' --evidence <what you saw>; if not: o365-onboard resume --retry '${this.#operation}'`,
      fault,
    )
  }

  #tooOften(fault: OaFault | undefined): OnboardError {
    return this.#error(
      'apply/repeated-too-often',
      `it was sent ${REPEATS + 1} times, no answer ever came, and it is not there. ${fault?.message ?? ''}`.trimEnd(),
      `Look at Operations > Tasks for the cause. When it is gone, type: o365-onboard resume --retry '${this.#operation}'`,
      fault,
    )
  }
}
