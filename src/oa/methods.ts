/** The one call table: every method that the client can call and that the simulator must answer. */

import type { z } from 'zod'
import type { Effect, MethodSpec } from './method-spec.ts'
import { apsMethods } from './methods/aps.ts'
import { billingMethods } from './methods/billing.ts'
import { operationsMethods } from './methods/operations.ts'

export const methods = { ...operationsMethods, ...billingMethods, ...apsMethods }

type Methods = typeof methods
export type MethodName = keyof Methods

type NamesByEffect<E extends Effect> = {
  [M in MethodName]: Methods[M] extends MethodSpec<z.ZodType, z.ZodType, E> ? M : never
}[MethodName]

export type ReadMethod = NamesByEffect<'read'>
export type WriteMethod = NamesByEffect<'write'>

/** What a caller passes. */
export type MethodParams<M extends MethodName> = z.input<Methods[M]['params']>
/** What a caller gets back, checked and normalised. */
export type MethodResult<M extends MethodName> = z.output<Methods[M]['result']>
/** What a server puts on the wire before normalisation; the simulator answers this. */
export type MethodAnswer<M extends MethodName> = z.input<Methods[M]['result']>

export function methodSpec(name: MethodName): MethodSpec {
  return methods[name]
}
