/** What happens in a run, as it is journalled, shown and reported: one vocabulary for all three. */

import { z } from 'zod'
import { value } from '../plan/plan.ts'

/** Where an operation stands. `adopted`: it was there already. `attested`: a person says so and no read can tell. */
const outcomes = ['applied', 'adopted', 'verified', 'attested'] as const
export type Outcome = (typeof outcomes)[number]

/** What can be decided about one operation. */
export const choices = ['retry', 'skip', 'settle'] as const
export type Choice = (typeof choices)[number]

const debt = z.object({ kind: z.literal('template-window'), templateId: z.int(), templateName: z.string() })
const id = z.union([z.int(), z.string()])
/** When, by the clock of this machine (ISO 8601); journals of earlier versions do not say. */
const at = z.string().optional()
const failure = { code: z.string(), message: z.string(), hint: z.string().optional() }

/** Version 2 knows repairs and fences, version 3 commands. Every version up to this one can be read; each walk notes which one it writes. */
export const JOURNAL_FORMAT_VERSION = 3
const formatVersion = z.int().min(1).max(JOURNAL_FORMAT_VERSION)
/** The number of the lease under which a walk changes things. */
const fence = z.int().positive().optional()
/** A safety rule that the plan went beyond: who let it go up to which number, and what its cap was. */
const allowedSchema = z.object({ rule: z.string(), count: z.int(), cap: z.int(), by: z.string() })
export type Allowed = z.infer<typeof allowedSchema>

export const runEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run-started'),
    run: z.string(),
    digest: z.string(),
    formatVersion,
    fence,
    /** The file of the user's own runbook, where the plan was made from one. */
    runbook: z.string().optional(),
    /** Absent where the plan went beyond no safety rule. */
    allowed: z.array(allowedSchema).optional(),
  }),
  /** Somebody changed the words of steps that had not begun, or took such steps out. */
  z.object({
    type: z.literal('runbook-edited'),
    by: z.string(),
    steps: z.array(z.object({ id: z.string(), says: value })),
    removed: z.array(z.string()),
  }),
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
    at,
  }),
  z.object({
    type: z.literal('call-answered'),
    operation: z.string(),
    call: z.int(),
    result: z.unknown().optional(),
    at,
  }),
  z.object({
    type: z.literal('call-failed'),
    operation: z.string(),
    call: z.int(),
    outcome: z.enum(['refused', 'not-sent', 'unknown']),
    ...failure,
    at,
  }),
  /** What became of a call without an answer. `absent`: its quarantine has passed, and a read does not show it. */
  z.object({
    type: z.literal('call-settled'),
    operation: z.string(),
    call: z.int(),
    effect: z.enum(['seen', 'absent']),
  }),
  /** Durable before a command is begun: one without an end is known to have been begun. */
  z.object({
    type: z.literal('command-begun'),
    operation: z.string(),
    on: z.string(),
    line: z.string(),
    at,
  }),
  z.object({
    type: z.literal('command-ended'),
    operation: z.string(),
    exitCode: z.int().nullable(),
    stdout: z.string(),
    stderr: z.string(),
    at,
  }),
  /** Whether a template was active before an upgrade stopped provisioning from it. */
  z.object({
    type: z.literal('provisioning-seen'),
    operation: z.string(),
    templateId: z.int(),
    active: z.boolean(),
  }),
  /** Nothing goes on here until this is seen or the time is up. */
  z.object({ type: z.literal('operation-settling'), operation: z.string(), why: z.string(), until: z.string() }),
  z.object({ type: z.literal('debt-opened'), operation: z.string(), debt }),
  z.object({ type: z.literal('debt-settled'), operation: z.string(), debt }),
  /** The template is active, but a deactivation without an answer may still be done until then: the debt stays. */
  z.object({ type: z.literal('debt-watched'), operation: z.string(), debt, until: z.string() }),
  /** Somebody says that a manual operation is done. */
  z.object({ type: z.literal('operation-attested'), operation: z.string(), by: z.string(), evidence: z.string() }),
  z.object({ type: z.literal('operation-waiting'), operation: z.string() }),
  z.object({ type: z.literal('operation-done'), operation: z.string(), outcome: z.enum(outcomes), id: id.optional() }),
  z.object({ type: z.literal('operation-failed'), operation: z.string(), ...failure }),
  /** What a person decided about an operation that failed or is uncertain. */
  z.object({
    type: z.literal('choice-made'),
    choice: z.enum(choices),
    operation: z.string(),
    by: z.string(),
    reason: z.string().optional(),
    /** The object that a person says is the result (`settle`). */
    id: id.optional(),
  }),
  /** Left out because what it needs was left out. */
  z.object({ type: z.literal('operation-skipped'), operation: z.string(), reason: z.string() }),
  /** Left out by a person, with everything that stands for it; `offers` also holds what cannot be sold without it. */
  z.object({
    type: z.literal('offers-excluded'),
    offers: z.array(z.string()),
    by: z.string(),
    reason: z.string().optional(),
  }),
  /** Nobody will go on with it. */
  z.object({ type: z.literal('run-abandoned'), run: z.string(), by: z.string(), reason: z.string() }),
  /** `owes`: how many debts were open then, where any were; the end of a journal alone tells whether all is done. */
  z.object({
    type: z.literal('run-finished'),
    outcome: z.enum(['done', 'failed', 'waiting', 'interrupted']),
    owes: z.int().positive().optional(),
  }),
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
