/** What happens in a run, as it is journalled, shown and reported: one vocabulary for all three. */

import { z } from 'zod'

/** Where an operation stands. `adopted`: it was there already. `attested`: a person says so and no read can tell. */
const outcomes = ['applied', 'adopted', 'verified', 'attested'] as const
export type Outcome = (typeof outcomes)[number]

const debt = z.object({ kind: z.literal('template-window'), templateId: z.int(), templateName: z.string() })
const id = z.union([z.int(), z.string()])
const failure = { code: z.string(), message: z.string(), hint: z.string().optional() }

/** Version 2 knows repairs and fences. Every version up to this one can be read; each walk notes which one it writes. */
export const JOURNAL_FORMAT_VERSION = 2
const formatVersion = z.int().min(1).max(JOURNAL_FORMAT_VERSION)
/** The number of the lease under which a walk changes things. */
const fence = z.int().positive().optional()

export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run-started'), run: z.string(), digest: z.string(), formatVersion, fence }),
  z.object({ type: z.literal('run-resumed'), run: z.string(), formatVersion: formatVersion.optional(), fence }),
  /** A last line that was cut off by a crash has been removed. */
  z.object({ type: z.literal('journal-repaired'), bytes: z.int().positive() }),
  z.object({ type: z.literal('operation-started'), operation: z.string() }),
  /** Durable before the request leaves: a call without an answer is known to have been made. */
  z.object({
    type: z.literal('call-intended'),
    operation: z.string(),
    call: z.int(),
    method: z.string(),
    params: z.unknown(),
  }),
  z.object({ type: z.literal('call-answered'), operation: z.string(), call: z.int(), result: z.unknown().optional() }),
  z.object({
    type: z.literal('call-failed'),
    operation: z.string(),
    call: z.int(),
    outcome: z.enum(['refused', 'not-sent', 'unknown']),
    ...failure,
  }),
  z.object({ type: z.literal('debt-opened'), operation: z.string(), debt }),
  z.object({ type: z.literal('debt-settled'), operation: z.string(), debt }),
  /** Somebody says that a manual operation is done. */
  z.object({ type: z.literal('operation-attested'), operation: z.string(), by: z.string(), evidence: z.string() }),
  z.object({ type: z.literal('operation-waiting'), operation: z.string() }),
  z.object({ type: z.literal('operation-done'), operation: z.string(), outcome: z.enum(outcomes), id: id.optional() }),
  z.object({ type: z.literal('operation-failed'), operation: z.string(), ...failure }),
  z.object({ type: z.literal('run-finished'), outcome: z.enum(['done', 'failed', 'waiting', 'interrupted']) }),
])

export type RunEvent = z.infer<typeof runEventSchema>

/** An event as it stands in the journal: numbered, timed, and chained to the line before by its hash. */
export const journalLineSchema = z.object({
  seq: z.int(),
  /** ISO 8601, for people; nothing is decided by it. */
  at: z.string(),
  previous: z.string(),
  event: runEventSchema,
})

export type JournalLine = z.infer<typeof journalLineSchema>
