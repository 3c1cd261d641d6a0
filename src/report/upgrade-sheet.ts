/** An upgrade as a sheet of paper: everything that people need to do it by hand, with a box for every step. */

import type { Operation, Plan } from '../plan/plan.ts'
import { isUpgradeTarget } from '../plan/targets.ts'
import { type Block, listBlocks, tableBlocks } from './document.ts'

const shells = { management: 'a shell on the management node', endpoint: 'Windows PowerShell on the endpoint host' }

/** @throws TypeError for a plan that is no upgrade */
export function upgradeSheet(plan: Plan): Block[] {
  const { target, runbook, digest, facts = [], operations, steps } = plan
  if (!isUpgradeTarget(target)) throw new TypeError('only upgrades have sheets')
  const { installation, scenario, applicationVersion, toVersion } = target
  const left = steps.flatMap(({ id, skipped }) => (skipped === undefined ? [] : [`${id}: ${skipped}`]))
  return [
    { kind: 'heading', level: 1, text: `${runbook.title}: ${installation}` },
    ...listBlocks([
      `From ${applicationVersion} to ${toVersion}, scenario ${scenario}`,
      `Plan SHA-256 ${digest}`,
      'The steps are done in this order. What is IRREVERSIBLE cannot be taken back. When a step fails, stop there.',
    ]),
    { kind: 'heading', level: 2, text: 'Facts' },
    ...tableBlocks(
      ['fact', 'value', 'from'],
      facts.map(({ name, value, from }) => [name, value, from]),
    ),
    { kind: 'heading', level: 2, text: 'Steps' },
    ...operations.flatMap((operation, index) => stepBlocks(operation, index + 1)),
    ...(left.length === 0 ? [] : [{ kind: 'heading', level: 2, text: 'Left out' } as const]),
    ...listBlocks(left),
  ]
}

function stepBlocks(
  { id, title, who = '', reason, irreversible, manual, command }: Operation,
  number: number,
): Block[] {
  const lines = (manual?.lines ?? []).filter((line) => line !== command?.line)
  return [
    { kind: 'heading', level: 3, text: `${number}. ${title}${irreversible === true ? ' (IRREVERSIBLE)' : ''}` },
    { kind: 'tick', text: `${who}, ${manual?.where ?? ''}: done by ______________ at ______________` },
    ...(command === undefined
      ? []
      : [
          { kind: 'paragraph', text: `Into ${shells[command.on]}:` } as const,
          { kind: 'code', text: command.line } as const,
        ]),
    ...listBlocks([...lines, `${id}; ${reason}`]),
  ]
}
