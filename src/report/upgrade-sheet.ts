/** An upgrade as a sheet of paper: everything that a person needs to do it by hand, step by step. */

import { printable } from '../lib/printable.ts'
import type { Plan } from '../plan/plan.ts'
import { isUpgradeTarget } from '../plan/targets.ts'

export interface UpgradeSheet {
  title: string
  installation: string
  scenario: string
  versions: string
  /** Identifies the plan. */
  digest: string
  facts: { name: string; value: string; from: string }[]
  steps: SheetStep[]
  leftOut: string[]
}

export interface SheetStep {
  number: number
  id: string
  title: string
  who: string
  source: string
  irreversible: boolean
  where: string
  /** What to type, and into what. */
  command: { shell: string; line: string } | undefined
  lines: string[]
}

const shells = {
  management: 'shell on the management node',
  endpoint: 'Windows PowerShell on the endpoint host',
} as const

/** @throws TypeError for a plan that is no upgrade */
export function upgradeSheet(plan: Plan): UpgradeSheet {
  const { target, operations, runbook, facts = [], steps, digest } = plan
  if (!isUpgradeTarget(target)) throw new TypeError('only upgrades have sheets')
  return {
    title: printable(runbook.title),
    installation: printable(target.installation),
    scenario: target.scenario,
    versions: printable(`${target.applicationVersion} to ${target.toVersion}`),
    digest,
    facts: facts.map(({ name, value, from }) => ({
      name: printable(name),
      value: printable(value),
      from: printable(from),
    })),
    steps: operations.map((operation, index) => {
      const { id, title, who = '', reason, irreversible, manual, command } = operation
      return {
        number: index + 1,
        id: printable(id),
        title: printable(title),
        who: printable(who),
        source: printable(reason),
        irreversible: irreversible === true,
        where: printable(manual?.where ?? ''),
        command: command === undefined ? undefined : { shell: shells[command.on], line: printable(command.line) },
        lines: (manual?.lines ?? []).filter((line) => line !== command?.line).map(printable),
      }
    }),
    leftOut: steps.flatMap(({ id, skipped }) => (skipped === undefined ? [] : [printable(`${id} (${skipped})`)])),
  }
}
