/** What a person should know of the resellers before agreeing to a plan. */

import type { Diagnostic } from '../lib/diagnostic.ts'
import { groupBy } from '../lib/group-by.ts'
import { count, firstFew } from '../lib/text.ts'
import type { Address } from '../resource/resource.ts'
import type { Reseller } from '../resource/reseller.ts'
import { plansToDelegate } from '../resource/kinds/delegation.ts'
import { lostPaths } from '../resource/kinds/delegated-paths.ts'
import { delegatedTo, plansByAddress } from '../resource/resellers/plans-of-run.ts'
import type { WishContext } from '../resource/wish-context.ts'
import type { Operation } from './plan.ts'
import { accountOf, isForReseller } from './reseller-block.ts'

/** How many names fit into a message; every reseller has an operation of its own as well. */
const NAMED = 12

export function resellerFindings(
  context: WishContext,
  operations: readonly Operation[],
  names: Readonly<Record<string, string>>,
): Diagnostic[] {
  const concerned = new Set(operations.filter(isForReseller).map(accountOf))
  const resellers = context.site.resellers.filter(({ account }) => concerned.has(account))
  if (resellers.length === 0) return []
  return [
    ...losePlans(resellers),
    ...losePaths(resellers, context, names),
    ...withoutTemplate(resellers, context),
    ...parentsLeftOut(resellers, context),
    ...sharedTemplate(context),
  ]
}

/** Rule of the panel: newly synchronised periods and rates wait for the reseller's word (pain point P21). */
function losePlans(resellers: readonly Reseller[]): Diagnostic[] {
  const losing = resellers.filter(({ model, priceSyncDisabled }) => model === 'value-added' && priceSyncDisabled)
  return finding(losing, 'resellers/price-sync-disabled', {
    message: (who) => `Price synchronization is disabled for ${who}.`,
    hint: 'What is synchronised to them leaves all their stores until they confirm it. Tell them before the reseller synchronization.',
  })
}

/** Paths between plans delegated before and now do not reach resellers (pain point P20). */
function losePaths(
  resellers: readonly Reseller[],
  context: WishContext,
  names: Readonly<Record<string, string>>,
): Diagnostic[] {
  const losing = resellers
    .filter(({ model }) => model === 'value-added')
    .flatMap((reseller) => lostPaths(reseller, context).map((path) => ({ reseller, path })))
  const name = (plan: Address): string => names[plan] ?? plan
  return [...groupBy(losing, ({ path }) => path.join(' '))].flatMap(([, entries]) => {
    const [first] = entries
    if (first === undefined) return []
    const [from, to] = first.path
    const unknown = entries.filter(({ reseller }) => delegatedTo(reseller, context) === undefined).length
    const guess = unknown === 0 ? '' : ` What ${count(unknown, 'of them has', 'of them have')} got is not known.`
    return finding(
      entries.map(({ reseller }) => reseller),
      'resellers/paths-not-copied',
      {
        message: (who) =>
          `The upgrade path ${name(from)} → ${name(to)} is not copied to ${who}: one of the plans was delegated before.${guess}`,
        hint: 'Delegate all plans of a path together; the plan has an operation for each of them.',
      },
    )
  })
}

function withoutTemplate(resellers: readonly Reseller[], { observed }: WishContext): Diagnostic[] {
  const lost = resellers.filter(({ account, model }) => model === 'power' && !observed.resellerTemplates.has(account))
  return finding(lost, 'resellers/no-template', {
    message: (who) => `The Office 365 template of ${who} cannot be told, so what they have is not looked at.`,
    hint: 'Give its id or name in the column template of the resellers file.',
  })
}

/** A reseller delegates what it has got itself. */
function parentsLeftOut(resellers: readonly Reseller[], context: WishContext): Diagnostic[] {
  const served = new Set(context.site.resellers.map(({ account }) => account))
  const orphans = resellers.filter((reseller) => {
    const { parent, model } = reseller
    if (model === 'power' || parent === undefined || served.has(parent)) return false
    const has = new Set(plansByAddress(context.observed.resellerPlans?.get(parent)?.keys() ?? [], context.inventory))
    return plansToDelegate(reseller, context).some((plan) => !has.has(plan))
  })
  return finding(orphans, 'resellers/parent-left-out', {
    message: (who) => `This run leaves out the reseller above ${who}, which is not known to have all these plans.`,
    hint: 'It can delegate only plans that it has got itself: name it with --reseller, too, unless it has them.',
  })
}

function sharedTemplate({ observed }: WishContext): Diagnostic[] {
  const { template, customerManagement } = observed
  if (customerManagement?.id !== template.id) return []
  return [
    {
      severity: 'info',
      code: 'resellers/shared-template',
      message: `Customer Management uses "${template.name}" (${template.id}) as well: the synchronisation of that template serves both.`,
    },
  ]
}

interface Words {
  message: (who: string) => string
  hint: string
}

function finding(resellers: readonly Reseller[], code: string, { message, hint }: Words): Diagnostic[] {
  const [first] = resellers
  if (first === undefined) return []
  const names = resellers.map(({ name, account }) => `${name} (${account})`)
  const who =
    resellers.length > NAMED ? `${resellers.length} resellers: ${firstFew(names, NAMED)}` : firstFew(names, NAMED)
  return [{ severity: 'warning', code, message: message(who), hint, at: first.at }]
}
