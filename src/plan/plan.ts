/** A plan: what will be done, as data. It can be written to a file, read again, and applied; nothing else is applied. */

import { z } from 'zod'
import type { Diagnostic } from '../lib/diagnostic.ts'
import type { Json } from '../lib/json.ts'
import { hostNames } from '../resource/hosts-config.ts'
import { wayNames } from '../resource/ways-config.ts'

const place = z.object({
  file: z.string(),
  sheet: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
})

const json: z.ZodType<Json> = z.json()
/** Plain data by field. */
export const value = z.record(z.string(), json)

/** One field of a change; `from` is absent for what is created. */
const change = z.object({ field: z.string(), from: json.optional(), to: json })

/** A command of an upgrade. Its line follows from the rest, and is what a person types. */
const commandSchema = z.object({
  on: z.enum(hostNames),
  folder: z.string().optional(),
  words: z.array(z.string()).min(1),
  line: z.string(),
  /** Texts that its output must have. */
  expect: z.array(z.string()),
})
export type Command = z.infer<typeof commandSchema>

const operationSchema = z.object({
  /** Made of the step and the address, never of the way: a way can change without changing an operation. */
  id: z.string(),
  step: z.string(),
  type: z.enum(['ensure', 'manual', 'deploy', 'check', 'wait', 'run', 'call']),
  action: z.enum(['create', 'update', 'sync', 'do', 'check']),
  /** `kind/key`; absent for what is about no single resource. */
  address: z.string().optional(),
  via: z.enum([...wayNames, 'read', 'local', 'ssh']),
  title: z.string(),
  /** What people call the resource. */
  label: z.string(),
  /** Operations that must be done before. */
  needs: z.array(z.string()),
  reason: z.string(),
  sources: z.array(place),
  changes: z.array(change),
  /** The wanted value. */
  value: value.optional(),
  /** The value that was seen; null when nothing was there. */
  before: value.nullable(),
  /** What a person does, where no API is allowed. */
  manual: z.object({ where: z.string(), lines: z.array(z.string()) }).optional(),
  /** Of upgrades: the role of whoever does it. */
  who: z.string().optional(),
  command: commandSchema.optional(),
  /** The text, or a part of it, that a person must give as evidence. */
  evidence: z.string().optional(),
  /** Nothing can take it back. */
  irreversible: z.literal(true).optional(),
  /** Doing it again does no harm. */
  repeatable: z.literal(true).optional(),
  /** A change of the application itself; a package lies on the management node. */
  application: z
    .discriminatedUnion('change', [
      z.object({ change: z.literal('import'), version: z.string(), package: z.string() }),
      z.object({ change: z.literal('remove'), version: z.string() }),
      z.object({ change: z.literal('upgrade'), version: z.string(), instanceId: z.int() }),
    ])
    .optional(),
  /** What others do in their own time, and is waited for. */
  wait: z
    .discriminatedUnion('for', [
      z.object({ for: z.literal('tasks-processed') }),
      z.object({ for: z.literal('package-imported'), version: z.string() }),
      z.object({ for: z.literal('instance-upgraded'), version: z.string(), instanceId: z.int() }),
    ])
    .optional(),
  provisioning: z
    .object({ templateId: z.int(), templateName: z.string().optional(), change: z.enum(['stop', 'start']) })
    .optional(),
  /** Its name in the ledger of what is done once in the life of an installation. */
  once: z.string().optional(),
})

export type Operation = z.infer<typeof operationSchema>

/** What an upgrade is for. */
const upgradeTargetSchema = z.object({
  installation: z.string(),
  /** Empty where no configuration says it. */
  endpoint: z.string(),
  scenario: z.enum(['csp', 'syndication']),
  applicationVersion: z.string(),
  toVersion: z.string(),
})
export type UpgradeTarget = z.infer<typeof upgradeTargetSchema>

const targetSchema = z.object({
  installation: z.string(),
  endpoint: z.string(),
  scenario: z.enum(['csp', 'syndication']),
  applicationId: z.int(),
  instanceId: z.int(),
  applicationVersion: z.string(),
  licenseType: z.string(),
  addonType: z.string(),
  properties: z.object({
    name: z.string(),
    offerId: z.string(),
    trialOfferId: z.string(),
    provisioningId: z.string(),
    assignable: z.string(),
    upgrades: z.string(),
    parents: z.string(),
  }),
  vendorAccount: z.int(),
  templateId: z.int(),
  templateName: z.string(),
})

const diagnostic: z.ZodType<Diagnostic> = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  at: place.optional(),
}) as z.ZodType<Diagnostic>

export const PLAN_FORMAT_VERSION = 1

export const planSchema = z.object({
  formatVersion: z.literal(PLAN_FORMAT_VERSION),
  /** SHA-256 over everything else in canonical form. */
  digest: z.string(),
  runbook: z.object({ name: z.string(), title: z.string() }),
  target: z.union([targetSchema, upgradeTargetSchema]),
  operations: z.array(operationSchema),
  summary: z.object({
    create: z.int(),
    update: z.int(),
    sync: z.int(),
    do: z.int(),
    check: z.int(),
    /** Resources that exist as wished already, and are adopted as they are. */
    unchanged: z.int(),
    /** Of the above, what a person does. */
    manual: z.int(),
  }),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** The whole step of the runbook; plans of earlier versions do not have it. */
      says: value.optional(),
      /** Why the step does not apply to this installation. */
      skipped: z.string().optional(),
    }),
  ),
  /** Of an upgrade: what is known of the installation, by the names that its steps use. */
  facts: z.array(z.object({ name: z.string(), value: z.string(), from: z.string() })).optional(),
  /** What people call the offers and addresses that operations refer to. */
  names: z.record(z.string(), z.string()),
  diagnostics: z.array(diagnostic),
})

export type Plan = z.infer<typeof planSchema>

/** Whether anything will be changed; a plan that only checks changes nothing. */
export function changesSomething(plan: Plan): boolean {
  return plan.operations.some((operation) => operation.action !== 'check')
}

/** @param unchanged what no operation is needed for */
export function summarise(operations: readonly Operation[], unchanged: number): Plan['summary'] {
  const tally = (action: Operation['action']): number => operations.filter((o) => o.action === action).length
  return {
    create: tally('create'),
    update: tally('update'),
    sync: tally('sync'),
    do: tally('do'),
    check: tally('check'),
    unchanged,
    manual: operations.filter((operation) => operation.via === 'manual').length,
  }
}
