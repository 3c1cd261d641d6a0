/** Puts the operations into the order of a runbook's steps. Pure: the same input gives the same plan, byte for byte. */

import { collapseDiagnostics } from '../lib/collapse-diagnostics.ts'
import { unitFindings } from '../resource/kinds/resource-unit.ts'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import type { Json } from '../lib/json.ts'
import { firstFew } from '../lib/text.ts'
import type { Target } from '../resource/resource.ts'
import type { WishContext } from '../resource/wish-context.ts'
import type { OfferRunbook } from '../runbook/runbook.ts'
import type { Step } from '../runbook/steps.ts'
import { planConflicts } from '../resource/compatibility.ts'
import { chainFindings } from './chain-findings.ts'
import { consequences } from './consequences.ts'
import { draftOperations, type Draft } from './draft-operations.ts'
import { namesFor } from './names.ts'
import { leaveOtherKinds } from './other-kind.ts'
import { ensureOperation } from './operation.ts'
import { isForReseller } from './reseller-block.ts'
import { resellerFindings } from './reseller-findings.ts'
import { PLAN_FORMAT_VERSION, summarise, type Operation, type Plan } from './plan.ts'
import { feeNotes } from './price-findings.ts'
import { resolveNeeds } from './resolve-needs.ts'
import { sealPlan } from './seal-plan.ts'
import { whySkipped } from './skipped-steps.ts'
import { trialFindings } from './trial-findings.ts'
import { upgradeFindings } from './upgrade-findings.ts'

export interface PlanInput {
  runbook: OfferRunbook
  context: WishContext
  target: Target
  /** What was found on the way here; shown with the plan. */
  diagnostics: readonly Diagnostic[]
}

export function buildPlan({ runbook, target, ...input }: PlanInput): Plan {
  const { context, diagnostics } = leaveOtherKinds(input.context)
  const { drafts, unchanged, labels } = draftOperations(context)
  const names = namesFor(context, labels)
  const taken = new Set<Draft>()
  const ensured: { step: Step; draft: Draft }[] = []
  for (const step of runbook.steps) {
    for (const draft of drafts) {
      if (taken.has(draft) || !belongs(draft, step, context)) continue
      taken.add(draft)
      ensured.push({ step, draft })
    }
  }
  const resolved = resolveNeeds(ensured, drafts, context)
  const operations = resolved.kept.map(({ step, draft, needs }) =>
    ensureOperation({ step, draft, needs, names, target, site: context.site }),
  )
  const own = operations.filter((operation) => !isForReseller(operation))
  const conflicts = planConflicts(context)
  const all = [...own, ...consequences({ runbook, operations, names, target, site: context.site, conflicts })]
  const body = {
    formatVersion: PLAN_FORMAT_VERSION as typeof PLAN_FORMAT_VERSION,
    runbook: { name: runbook.name, title: runbook.title },
    target,
    operations: inStepOrder(all, runbook),
    summary: summarise(all, unchanged),
    steps: runbook.steps.map((step) => {
      const skipped = whySkipped(step, { target, site: context.site, conflicts })
      const says = { ...step } as Record<string, Json>
      return { id: step.id, title: step.title, says, ...(skipped === undefined ? {} : { skipped }) }
    }),
    names: onlyMentioned(names, all),
    diagnostics: [
      ...input.diagnostics,
      ...diagnostics,
      ...upgradeFindings(context),
      ...collapseDiagnostics(unitFindings(context)),
      ...trialFindings(operations),
      ...chainFindings(context, operations),
      ...feeNotes(operations, context),
      ...resellerFindings(context, all, names),
      ...leftOut(
        drafts.filter((draft) => !taken.has(draft)),
        runbook,
      ),
      ...resolved.dropped.map((entry) => droppedWarning(entry.draft, entry.missing, names)),
    ],
  }
  return sealPlan(body)
}

function belongs({ kind, action, completes, wish }: Draft, step: Step, context: WishContext): boolean {
  if (!('ensure' in step) || step.ensure !== kind.name) return false
  const isNew = action === 'create' || completes
  if (step.which !== undefined && (step.which === 'new') !== isNew) return false
  const offer = context.catalog.offers.get(wish.key)
  return step.offers === undefined || offer?.kind === (step.offers === 'licenses' ? 'license' : 'addon')
}

/** Steps order what is shown and what is started first; `needs` alone decides what must wait. */
function inStepOrder(operations: readonly Operation[], runbook: OfferRunbook): Operation[] {
  const position = new Map(runbook.steps.map((step, index) => [step.id, index]))
  const rank = ({ step }: Operation): number => position.get(step) ?? 0
  return operations
    .map((operation, index) => ({ operation, index }))
    .sort((a, b) => rank(a.operation) - rank(b.operation) || a.index - b.index)
    .map(({ operation }) => operation)
}

/** What the runbook has no step for stays undone, and the user is told. */
function leftOut(drafts: readonly Draft[], runbook: OfferRunbook): Diagnostic[] {
  const byKind = groupBy(drafts, (draft) => draft.kind)
  return [...byKind].map(([kind, entries]) => ({
    severity: 'warning',
    code: 'plan/step-left-out',
    message: `The runbook ${runbook.name} has no step that makes these (${kind.name}) what they should be: ${firstFew(
      entries.map((entry) => entry.wish.label),
      3,
    )}.`,
    hint: `Add a step "ensure: ${kind.name}", or do this by hand.`,
    at: { file: runbook.file },
  }))
}

function droppedWarning(draft: Draft, missing: string, names: Readonly<Record<string, string>>): Diagnostic {
  return {
    severity: 'warning',
    code: 'plan/need-left-out',
    message: `${draft.kind.noun} "${draft.wish.label}" is left out: it needs ${missing} (${names[missing] ?? 'unknown'}), which no step provides.`,
    hint: 'Put the step back into the runbook, or do its work by hand first.',
  }
}

/** The names of what operations refer to, as a text or as the key of a field, however deep. */
function onlyMentioned(
  names: Readonly<Record<string, string>>,
  operations: readonly Operation[],
): Record<string, string> {
  const mentioned = new Set<unknown>()
  const visit = (data: unknown): void => {
    if (typeof data !== 'object' || data === null) mentioned.add(data)
    else if (Array.isArray(data)) data.forEach(visit)
    else {
      for (const [key, inner] of Object.entries(data)) {
        mentioned.add(key)
        visit(inner)
      }
    }
  }
  visit(operations)
  return Object.fromEntries(Object.entries(names).filter(([key]) => mentioned.has(key)))
}
