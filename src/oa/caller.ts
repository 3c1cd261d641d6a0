/** From a method's name to its checked result: the one way every call goes, whichever system it is for. */

import type { z } from 'zod'
import type { Redactor } from '../lib/redactor.ts'
import { uncompiled } from '../lib/uncompiled.ts'
import { callFault, type CallContext } from './call-context.ts'
import { withDeadline } from './deadline.ts'
import { Lane } from './lane.ts'
import type { Effect, MethodSpec, System } from './method-spec.ts'
import { methods, methodSpec, type MethodName } from './methods.ts'
import type { OaFault, OaOutcome } from './oa-fault.ts'
import type { CallOptions } from './oa-client.ts'
import { repeat, type Pacing, type RepeatLimits } from './repeat.ts'
import type { Transport } from './transports/transport.ts'

/** What became of one attempt at a call; `ms` does not count waiting for a free slot, nor pauses. */
export interface CallTrace {
  system: System
  method: string
  effect: Effect
  ms: number
  outcome: 'done' | OaOutcome
  /** Counted from 1. */
  attempt: number
  /** How it failed. */
  code?: string
  /** It is made again after this pause. */
  repeatedAfterMs?: number
}

export interface CallerOptions {
  transports: Readonly<Record<System, Transport>>
  /** Calls at a time. */
  parallel: Readonly<Record<System, number>>
  deadlines: { readMs: number; writeMs: number }
  retries: RepeatLimits
  pacing: Pacing
  redactor: Redactor
  onCall: ((trace: CallTrace) => void) | undefined
}

export class Caller {
  private readonly options: CallerOptions
  private readonly lanes: Readonly<Record<System, Lane>>

  constructor(options: CallerOptions) {
    this.options = options
    const { operations, billing, aps } = options.parallel
    this.lanes = { operations: new Lane(operations), billing: new Lane(billing), aps: new Lane(aps) }
  }

  /**
   * Checks name and parameters, waits for a slot, calls (again, where that is safe), checks the result.
   * @throws TypeError for a bug of ours: an unknown method, one of the other effect, parameters that do not fit
   * @throws OaFault
   */
  async call(effect: Effect, name: MethodName, params: unknown, options: CallOptions = {}): Promise<unknown> {
    const spec = specFor(effect, name)
    const sent = checkParams(name, spec, params)
    const lane = this.lanes[spec.load ?? spec.system]
    return lane.run(() => this.timed(name, spec, sent, lane, options))
  }

  private timed(name: string, spec: MethodSpec, params: Record<string, unknown>, lane: Lane, options: CallOptions) {
    const { system, effect } = spec
    const { transports, deadlines, redactor, retries, pacing } = this.options
    const transport = transports[system]
    const deadlineMs = spec.timeoutMs ?? (effect === 'read' ? deadlines.readMs : deadlines.writeMs)
    return withDeadline(deadlineMs, options.signal, (signal) => {
      const call = { system, method: name, effect, address: transport.address, signal, permit: options.permit }
      const context: CallContext = { ...call, deadlineMs, attempt: 0, redactor }
      const onAttempt = this.watch(context, lane)
      return repeat({ ...retries, ...pacing, onAttempt }, context, spec, async () =>
        checkResult(context, spec, await transport.call(context, spec, params)),
      )
    })
  }

  /** Tells what became of each attempt, and lets the lane react to it. */
  private watch(context: CallContext, lane: Lane) {
    let started = performance.now()
    return (fault: OaFault | undefined, pauseMs: number | undefined): void => {
      const { system, method, effect, attempt } = context
      const ms = Math.round(performance.now() - started)
      started = performance.now() + (pauseMs ?? 0)
      if (fault === undefined) lane.speedUp()
      else if (fault.code === 'oa/overloaded') lane.slowDown()
      this.options.onCall?.({
        ...{ system, method, effect, ms, attempt },
        outcome: fault?.outcome ?? 'done',
        ...(fault === undefined ? {} : { code: fault.code }),
        ...(pauseMs === undefined ? {} : { repeatedAfterMs: pauseMs }),
      })
    }
  }
}

function specFor(effect: Effect, name: MethodName): MethodSpec {
  if (!Object.hasOwn(methods, name)) throw new TypeError(`no method ${name} in the method table`)
  const spec = methodSpec(name)
  // The types say so already; a plan read from a file has no types.
  if (spec.effect !== effect) throw new TypeError(`${name} is a ${spec.effect} and was called as a ${effect}`)
  return spec
}

function checkParams(name: string, spec: MethodSpec, params: unknown): Record<string, unknown> {
  const parsed = spec.params.safeParse(params, uncompiled)
  if (!parsed.success) throw new TypeError(`wrong parameters for ${name}: ${describeIssues(parsed.error)}`)
  return parsed.data as Record<string, unknown>
}

// The call has happened, so even a write with an unreadable result is not refused: its outcome is unknown.
function checkResult(context: CallContext, spec: MethodSpec, result: unknown): unknown {
  const parsed = spec.result.safeParse(result, uncompiled)
  if (parsed.success) return parsed.data
  throw callFault(context, {
    code: 'oa/bad-result',
    outcome: 'unknown',
    message: `the answer is not of the known shape: ${describeIssues(parsed.error)}`,
    hint: 'This version of OA may answer differently; please report it with the version of OA.',
    cause: parsed.error,
  })
}

function describeIssues(error: z.ZodError): string {
  const shown = error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.') || '(all)'}: ${message}`)
  const more = error.issues.length - shown.length
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '')
}
