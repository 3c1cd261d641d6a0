/** From a method's name to its checked result: the one way every call goes, whichever system it is for. */

import pLimit, { type LimitFunction } from 'p-limit'
import type { z } from 'zod'
import type { Redactor } from '../lib/redactor.ts'
import { callFault, type CallContext } from './call-context.ts'
import { withDeadline } from './deadline.ts'
import type { Effect, MethodSpec, System } from './method-spec.ts'
import { methods, methodSpec, type MethodName } from './methods.ts'
import { OaFault, type OaOutcome } from './oa-fault.ts'
import type { Transport } from './transports/transport.ts'

/** What became of one call; `ms` does not count waiting for a free slot. */
export interface CallTrace {
  system: System
  method: string
  effect: Effect
  ms: number
  outcome: 'done' | OaOutcome
}

export interface CallerOptions {
  transports: Readonly<Record<System, Transport>>
  /** Calls at a time. */
  parallel: Readonly<Record<System, number>>
  deadlines: { readMs: number; writeMs: number }
  redactor: Redactor
  onCall: ((trace: CallTrace) => void) | undefined
}

export class Caller {
  private readonly options: CallerOptions
  private readonly slots: Readonly<Record<System, LimitFunction>>

  constructor(options: CallerOptions) {
    this.options = options
    const { operations, billing, aps } = options.parallel
    this.slots = { operations: pLimit(operations), billing: pLimit(billing), aps: pLimit(aps) }
  }

  /**
   * Checks name and parameters, waits for a slot, calls, checks the result.
   * @throws TypeError for a bug of ours: an unknown method, one of the other effect, parameters that do not fit
   * @throws OaFault
   */
  async call(effect: Effect, name: MethodName, params: unknown, signal?: AbortSignal): Promise<unknown> {
    const spec = specFor(effect, name)
    const sent = checkParams(name, spec, params)
    return this.slots[spec.load ?? spec.system](() => this.traced(name, spec, sent, signal))
  }

  private async traced(name: string, spec: MethodSpec, params: Record<string, unknown>, signal?: AbortSignal) {
    const started = performance.now()
    const trace = (outcome: CallTrace['outcome']) => {
      const ms = Math.round(performance.now() - started)
      this.options.onCall?.({ system: spec.system, method: name, effect: spec.effect, ms, outcome })
    }
    let result: unknown
    try {
      result = await this.timed(name, spec, params, signal)
    } catch (error) {
      if (error instanceof OaFault) trace(error.outcome)
      throw error
    }
    trace('done')
    return result
  }

  private timed(name: string, spec: MethodSpec, params: Record<string, unknown>, outer?: AbortSignal) {
    const { system, effect } = spec
    const { transports, deadlines, redactor } = this.options
    const transport = transports[system]
    const ms = spec.timeoutMs ?? (effect === 'read' ? deadlines.readMs : deadlines.writeMs)
    return withDeadline(ms, outer, async (signal) => {
      const context = { system, method: name, effect, address: transport.address, signal, redactor }
      return checkResult(context, spec, await transport.call(context, spec, params))
    })
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
  const parsed = spec.params.safeParse(params)
  if (!parsed.success) throw new TypeError(`wrong parameters for ${name}: ${describeIssues(parsed.error)}`)
  return parsed.data as Record<string, unknown>
}

// The call has happened, so even a write with an unreadable result is not refused: its outcome is unknown.
function checkResult(context: CallContext, spec: MethodSpec, result: unknown): unknown {
  const parsed = spec.result.safeParse(result)
  if (parsed.success) return parsed.data
  throw callFault(context, {
    code: 'oa/bad-answer',
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
