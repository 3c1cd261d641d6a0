/** What OA takes although it is not quite what the reference says. */

import type { z } from 'zod'
import type { MethodName } from '../methods.ts'
import { methodSpec } from '../methods.ts'
import { invalidArguments } from './refusal.ts'

/**
 * Checks parameters against the method table. The numbers 0 and 1 pass for booleans ("1 / 0" on every page of the
 * reference), numbers for text (older callers sent activation parameters as ints, and it worked; oa-wire.md 1.1).
 * Members that the method does not know are dropped (inferred).
 * @throws {Refusal} OpenAPI / 21.
 */
export function parseParams(name: MethodName, params: unknown): unknown {
  const { params: schema } = methodSpec(name)
  const first = schema.safeParse(params)
  if (first.success) return first.data
  const mended = mend(structuredClone(params), first.error.issues)
  const second = schema.safeParse(mended)
  if (second.success) return second.data
  const [issue] = second.error.issues
  throw invalidArguments(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`)
}

function mend(params: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  for (const issue of issues) {
    const parent = issue.path.slice(0, -1).reduce<unknown>((value, key) => member(value, key), params)
    const key = issue.path.at(-1)
    if (issue.code !== 'invalid_type' || key === undefined || typeof parent !== 'object' || parent === null) continue
    const value = member(parent, key)
    if (issue.expected === 'boolean' && (value === 0 || value === 1)) Reflect.set(parent, key, value === 1)
    if (issue.expected === 'string' && typeof value === 'number') Reflect.set(parent, key, String(value))
  }
  return params
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}
