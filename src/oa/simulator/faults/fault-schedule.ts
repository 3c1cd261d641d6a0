/** A fault schedule: which calls go wrong, and how. Data, so that what once went wrong can be played again. */

import { z } from 'zod'
import { type MethodName, methods } from '../../methods.ts'
import { faultNames } from './faults.ts'

const count = z.int().positive()
const methodNames = Object.keys(methods) as [MethodName, ...MethodName[]]

/**
 * One entry says where it strikes in one of three ways: at the n-th call, at the n-th mutating call (`write`), or at the
 * `nth` call of one method. Everything is counted over all three APIs, from 1, from the moment at which the schedule was
 * set; what the panel does and calls of the control API do not count. Where several entries fit, the first one strikes.
 */
export const faultEntrySchema = z
  .strictObject({
    fault: z.enum(faultNames),
    call: count.optional(),
    write: count.optional(),
    method: z.enum(methodNames).optional(),
    /** Only with `method`; the first one if left out. */
    nth: count.optional(),
    /** Strikes this many in a row, counted in the same way. */
    times: count.default(1),
    /** Strikes only while another call of the same method is under way. */
    overlapping: z.boolean().default(false),
    /** What it means, and what it is if left out, depends on the fault. */
    delayMs: z.int().nonnegative().optional(),
  })
  .superRefine((entry, context) => {
    const places = (['call', 'write', 'method'] as const).filter((name) => entry[name] !== undefined)
    if (places.length !== 1) context.addIssue({ code: 'custom', message: 'Give exactly one of call, write and method' })
    if (entry.nth !== undefined && entry.method === undefined) {
      context.addIssue({ code: 'custom', path: ['nth'], message: 'nth counts the calls of a method: give one' })
    }
  })

export type FaultEntry = z.output<typeof faultEntrySchema>

export const faultListSchema = z.array(faultEntrySchema)

/** A file of its own, as `simulate --faults` takes it. */
export const faultScheduleSchema = z.strictObject({ faults: faultListSchema })

/** What may be left out is left out. */
export type FaultSchedule = z.input<typeof faultScheduleSchema>
