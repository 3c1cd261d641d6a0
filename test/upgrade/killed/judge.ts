/** Whether what the program tells of a run is what really happened, as far as its hosts and its installation know. */

import type { Operation } from '../../../src/plan/plan.ts'
import { reportRun, type Standing } from '../../../src/report/run-report.ts'
import { foldEvents } from '../../../src/run/run-state.ts'
import { ACTIVE, INACTIVE, type Installation } from './installation.ts'

const doneWords: ReadonlySet<Standing> = new Set(['applied', 'adopted', 'verified', 'attested'])

/** @returns what is told and not true, or is so and not told */
export function untruths(installation: Installation): string[] {
  const { plan, events, hosts, ledger } = installation
  const state = foldEvents(events)
  const report = reportRun({ id: 'run', plan, state, times: undefined })
  const standing = new Map(report.steps.flatMap(({ operations }) => operations).map((each) => [each.id, each.standing]))
  const found: string[] = []
  const object = (is: boolean, text: string): void => {
    if (is) found.push(text)
  }

  for (const [line, operations] of commandsOf(plan.operations)) {
    const told = (wanted: (standing: Standing) => boolean): number =>
      operations.filter(({ id }) => wanted(standing.get(id) ?? 'not-started')).length
    const [begun, ended] = [hosts.begunSince(line), hosts.ended(line)]
    object(
      told((word) => doneWords.has(word)) > ended,
      `told as done more often than it ran to its end (${ended}): ${line}`,
    )
    object(
      operations.length === 1 && begun > 0 && told((word) => word === 'not-started') > 0,
      `told as not started, and it was begun: ${line}`,
    )
  }
  for (const operation of plan.operations.filter(({ once, command }) => once !== undefined && command !== undefined)) {
    const line = operation.command?.line ?? ''
    const what = ledger.filter(({ name }) => name === operation.once).map((entry) => entry.what)
    object(what.includes('done') && hosts.ended(line) === 0, 'the ledger tells it as done, and it did not run')
    object(hosts.begun(line) > 0 && what.length === 0, 'it was begun, and the ledger does not know of it')
  }
  const counted = report.summary
  const sum = [counted.failed, counted.waiting, counted.uncertain, counted.begun, counted.skipped].reduce(
    (all, { length }) => all + length,
    counted.notStarted + state.done.size,
  )
  object(sum !== plan.operations.length, `${sum} operations are told of, and there are ${plan.operations.length}`)
  return [...found, ...wrongProvisioning(installation)]
}

/** Stopped is stopped until somebody starts it, and what was inactive stays so. */
function wrongProvisioning(installation: Installation): string[] {
  const { done, started } = foldEvents(installation.events)
  const of = (change: 'stop' | 'start'): string =>
    installation.plan.operations.find(({ provisioning }) => {
      return provisioning?.change === change && provisioning.templateId === ACTIVE
    })?.id ?? ''
  const isActive = installation.isActive(ACTIVE)
  const isKnown = installation.ledger.findLast(({ name }) => name === `provisioning/${ACTIVE}`)?.what === 'begun'
  return [
    // Whatever becomes of the run, every command says it from the ledger.
    ...(!isActive && !isKnown ? ['stopped, and the ledger does not know'] : []),
    ...(done.has(of('start')) && isKnown ? ['told as started, and the ledger does not know'] : []),
    ...(done.has(of('stop')) && !started.has(of('start')) && isActive ? ['active before the end of the upgrade'] : []),
    ...(done.has(of('start')) && !isActive ? ['told as started, and inactive'] : []),
    ...(installation.isActive(INACTIVE) ? ['the template that was inactive before is active'] : []),
  ]
}

/** Operations by their command; what is done for each gateway site may be the same line. */
function commandsOf(operations: readonly Operation[]): Map<string, Operation[]> {
  const found = new Map<string, Operation[]>()
  for (const operation of operations) {
    // What a wait asks a host is a look, and no work.
    const { line } = operation.wait === undefined ? (operation.command ?? {}) : {}
    if (line !== undefined) found.set(line, [...(found.get(line) ?? []), operation])
  }
  return found
}

/** Commands that only a person may have repeated; `once`: in the life of the installation, by no run. */
export function onceOnly({ operations }: Installation['plan']) {
  return operations.flatMap(({ id, command, repeatable, once, wait }) =>
    command === undefined || repeatable === true || wait !== undefined ? [] : [{ id, line: command.line, once }],
  )
}
