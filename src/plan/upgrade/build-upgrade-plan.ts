/** From the runbook of an upgrade and the facts to a plan. Pure, and strictly in the order of the document. */

import type { Json } from '../../lib/json.ts'
import type { Site } from '../../resource/site.ts'
import type { FactValue } from '../../runbook/facts/fact.ts'
import { facts as allFacts } from '../../runbook/facts/facts.ts'
import type { Item, KnownFacts } from '../../runbook/facts/known-facts.ts'
import { listOf, shownName } from '../../runbook/facts/fact.ts'
import { fill } from '../../runbook/facts/placeholders.ts'
import type { UpgradeRunbook } from '../../runbook/runbook.ts'
import type { UpgradeStep } from '../../runbook/steps.ts'
import { PLAN_FORMAT_VERSION, summarise, type Operation, type Plan, type UpgradeTarget } from '../plan.ts'
import { sealPlan } from '../seal-plan.ts'
import { appliesTo } from './applies.ts'
import { usedFacts } from './used-facts.ts'
import { upgradeOperation } from './upgrade-operation.ts'

export interface UpgradePlanInput {
  runbook: UpgradeRunbook
  facts: KnownFacts
  target: UpgradeTarget
  /** Where commands run, and what may be done by API. */
  site: Pick<Site, 'hosts' | 'ways'>
  diagnostics?: Plan['diagnostics']
}

/**
 * @param facts with every answer that the runbook needs
 * @throws OnboardError `upgrade/unsafe-word` for a value that a shell cannot be given
 */
export function buildUpgradePlan({ runbook, facts, target, site, diagnostics = [] }: UpgradePlanInput): Plan {
  const operations: Operation[] = []
  for (const { step, item } of inOrder(runbook.steps, facts)) {
    const known = facts.at(item)
    if (!appliesTo(step, known)) continue
    const needs = operations.slice(-1).map(({ id }) => id)
    operations.push(upgradeOperation({ step, key: item?.key, known, needs, document: runbook.document, site }))
  }
  const done = new Set(operations.map(({ step }) => step))
  return sealPlan({
    formatVersion: PLAN_FORMAT_VERSION,
    runbook: { name: runbook.name, title: runbook.title },
    target,
    operations,
    summary: summarise(operations, 0),
    steps: runbook.steps.map((step) => ({
      id: step.id,
      title: fill(step.title, facts.at()),
      says: JSON.parse(JSON.stringify(step)) as Record<string, Json>,
      ...(done.has(step.id) ? {} : { skipped: whyNot(step) }),
    })),
    names: {},
    facts: shownFacts(facts, usedFacts(runbook, facts)),
    diagnostics: [...diagnostics],
  })
}

/** Neighbours that are for the same list are the body of one loop: everything for the first, then for the second. */
function inOrder(steps: readonly UpgradeStep[], facts: KnownFacts): { step: UpgradeStep; item: Item | undefined }[] {
  const loops: UpgradeStep[][] = []
  for (const step of steps) {
    const last = loops.at(-1)
    if (step.each !== undefined && last?.[0]?.each === step.each) last.push(step)
    else loops.push([step])
  }
  return loops.flatMap((loop) => facts.items(loop[0]?.each).flatMap((item) => loop.map((step) => ({ step, item }))))
}

function whyNot(step: UpgradeStep): string {
  if (step.if !== undefined) return `no answer to ${step.if}`
  return step.unless === undefined ? 'nothing to do it for' : `${step.unless} is answered`
}

/** Everything that is known and used, by name, with where it comes from; lists are numbered. */
function shownFacts(facts: KnownFacts, used: ReadonlySet<string>): NonNullable<Plan['facts']> {
  const rows = [
    { item: undefined, index: undefined, list: undefined },
    ...(['gateways', 'templates'] as const).flatMap((list) =>
      facts.items(list).map((item, index) => ({ item, index, list })),
    ),
  ]
  return rows.flatMap(({ item, index, list }) =>
    allFacts
      .filter(({ name }) => listOf(name) === list && used.has(name))
      .flatMap((fact) => {
        const value = facts.at(item)(fact.name)
        if (value === undefined) return []
        const name = shownName(fact.name, index)
        const from = facts.answers.found?.get(name) ?? originOf(fact.name, facts, item)
        return [{ name, value: textOf(value), from }]
      }),
  )
}

function originOf(name: string, facts: KnownFacts, item: Item | undefined): string {
  const fact = allFacts.find((each) => each.name === name)
  if (fact !== undefined && 'derive' in fact) return fact.from
  if (name === 'version' || name === 'to') return 'given'
  return item?.values.has(name) === true || facts.answers.values.has(name) ? 'answered' : 'default'
}

function textOf(value: FactValue): string {
  return typeof value === 'string' ? value : value.join(' ')
}
