/** What people do at resellers, as a table for each tier: a thousand rows are work for several people and a spreadsheet. */

import { groupBy } from '../lib/group-by.ts'
import { guardFormula, writeCsv } from '../lib/write-csv.ts'
import type { Plan } from '../plan/plan.ts'
import { accountOf, isForReseller } from '../plan/reseller-block.ts'

interface Reseller {
  account: number
  tier: number
  name: string
  model: string
}

const header = ['done', 'tier', 'account', 'reseller', 'model', 'step', 'operation', 'where', 'what']

/** @returns a CSV file for each tier that a plan has work for; the column done is for people to fill in */
export function resellerChecklists(plan: Plan, resellers: readonly Reseller[]): { name: string; text: string }[] {
  const known = new Map(resellers.map((reseller) => [reseller.account, reseller]))
  const rows = plan.operations.filter(isForReseller).map((operation) => {
    const account = accountOf(operation)
    const { tier = 1, name = operation.label, model = '' } = known.get(account) ?? {}
    const { where = '', lines = [] } = operation.manual ?? {}
    const cells = ['', tier, account, name, model, operation.step, operation.id, where, lines.join('\n')]
    return { tier, cells: cells.map((cell) => guardFormula(String(cell))) }
  })
  return [...groupBy(rows, ({ tier }) => tier)]
    .sort(([a], [b]) => a - b)
    .map(([tier, group]) => ({
      name: `checklist-tier-${tier}.csv`,
      text: writeCsv([header, ...group.map(({ cells }) => cells)]),
    }))
}
