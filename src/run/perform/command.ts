/** A command of an upgrade: typed by a person, or run on its host, as the site says now. Never twice by itself. */

import { isoTime } from '../../lib/clock.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { shellQuote } from '../../lib/shell-quote.ts'
import type { Ended } from '../../lib/run-program.ts'
import type { Command, Operation } from '../../plan/plan.ts'
import type { HostWay } from '../../resource/hosts-config.ts'
import { isLost, probeHost, runOnHost, tailOf } from '../hosts/run-on-host.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { performManual } from './manual.ts'
import { noteOnce, refuseSecondTime } from './once.ts'

/**
 * @throws OnboardError `command/unknown-outcome`, `command/failed-before` where only a person can decide to repeat it;
 *   `command/host-unreachable`, `command/failed`, `command/other-output`; `once/…`
 */
export async function performCommand(operation: Operation, session: Session): Promise<Performed> {
  const { command } = operation
  if (command === undefined) throw new TypeError(`${operation.id} has no command`)
  await refuseSecondTime(operation, session)
  const way = session.site.hosts[command.on]
  if (way === 'manual' || session.before.attested.has(operation.id)) return byHand(operation, session)
  const before = session.before.commands.get(operation.id)
  if (before?.exitCode === 0 && lackingIn(before, command).length === 0) return finished(operation, session)
  if (before !== undefined && operation.repeatable !== true) throw notAgain(operation, before.exitCode)
  const ended = await start(operation, command, way, session)
  const lacking = lackingIn(ended, command)
  if (ended.exitCode === 0 && lacking.length === 0) return finished(operation, session)
  if (ended.exitCode !== 0) await noteOnce(operation, 'failed', session)
  throw failed(operation, ended, lacking)
}

async function byHand(operation: Operation, session: Session): Promise<Performed> {
  const performed = await performManual(operation, session)
  if (performed !== undefined) await noteOnce(operation, 'done', session)
  return performed
}

async function finished(operation: Operation, session: Session): Promise<Performed> {
  await noteOnce(operation, 'done', session)
  return { outcome: 'applied', id: undefined }
}

async function start(
  operation: Operation,
  command: Command,
  way: Exclude<HostWay, 'manual'>,
  session: Session,
): Promise<Ended> {
  const { clock, record } = session
  const { id, repeatable = false } = operation
  if (way !== 'local' && !repeatable) await probe(operation, command.on, way, session)
  session.permit()
  await noteOnce(operation, 'begun', session)
  await record({ type: 'command-begun', operation: id, on: command.on, line: command.line, at: isoTime(clock.now()) })
  const ended = await runOnHost(command, way, session.machine.runProgram)
  if (way !== 'local' && isLost(ended))
    throw repeatable ? unreachable(operation, way, ended) : unknownOutcome(operation, ended)
  await record({ type: 'command-ended', operation: id, ...ended, at: isoTime(clock.now()) })
  return ended
}

/** What fails before the command was begun has done nothing. */
async function probe(
  operation: Operation,
  on: Command['on'],
  way: Exclude<HostWay, string>,
  session: Session,
): Promise<void> {
  const ended = await probeHost(on, way, session.machine.runProgram)
  if (ended.exitCode !== 0) throw unreachable(operation, way, ended)
}

export function unreachable(operation: Operation, { ssh }: Exclude<HostWay, string>, ended: Ended): OnboardError {
  return new OnboardError({
    kind: 'failed',
    code: 'command/host-unreachable',
    message: `${operation.title}: ${ssh} cannot be reached by ssh: ${tailOf(ended)}`,
    hint: 'Nothing was changed there. Try it yourself with ssh -o BatchMode=yes, or set hosts in the configuration to manual; then type: o365-onboard resume',
    facts: { operation: operation.id, stderr: ended.stderr },
  })
}

function lackingIn({ stdout = '' }: { stdout?: string }, { expect }: Command): string[] {
  const said = stdout.toLowerCase()
  return expect.filter((text) => !said.includes(text.toLowerCase()))
}

function failed(operation: Operation, ended: Ended, lacking: readonly string[]): OnboardError {
  const facts = { operation: operation.id, exitCode: ended.exitCode, stdout: ended.stdout, stderr: ended.stderr }
  if (ended.exitCode === 0)
    return new OnboardError({
      kind: 'failed',
      code: 'command/other-output',
      message: `${operation.title}: the output lacks ${lacking.join(', ')}. It was: ${tailOf(ended)}`,
      hint: `${adviceOf(operation)}When that is settled, type: o365-onboard resume`,
      facts,
    })
  return new OnboardError({
    kind: 'failed',
    code: 'command/failed',
    message: `${operation.title}: the command ended with exit code ${String(ended.exitCode)}: ${tailOf(ended)}`,
    hint: `Go no further. ${adviceOf(operation)}${operation.repeatable === true ? 'Mend it, then type: o365-onboard resume' : `It is not repeated by itself: look at what it did. ${choicesFor(operation)}`}`,
    facts,
  })
}

/** What the document says at this step. */
function adviceOf({ manual, command }: Operation): string {
  const lines = (manual?.lines ?? []).filter((line) => line !== command?.line && !line.startsWith('Its output must'))
  return lines.length === 0 ? '' : `${lines.join(' ')} `
}

function unknownOutcome(operation: Operation, ended: Ended): OnboardError {
  return new OnboardError({
    kind: 'uncertain',
    code: 'command/unknown-outcome',
    message: `${operation.title}: the connection was lost while the command ran: ${tailOf(ended)}`,
    hint: decideAbout(operation),
    facts: { operation: operation.id },
  })
}

function notAgain(operation: Operation, exitCode: number | null | undefined): OnboardError {
  const isKnown = exitCode !== undefined
  return new OnboardError({
    kind: isKnown ? 'failed' : 'uncertain',
    code: isKnown ? 'command/failed-before' : 'command/unknown-outcome',
    message: isKnown
      ? `${operation.title}: the command ended badly before (exit code ${String(exitCode)}), and is not repeated by itself.`
      : `${operation.title}: the command was begun, and nobody knows how it ended.`,
    hint: decideAbout(operation),
    facts: { operation: operation.id },
  })
}

function decideAbout(operation: Operation): string {
  return `${adviceOf(operation)}Look on the host. ${choicesFor(operation)}`
}

function choicesFor({ id }: Operation): string {
  const operation = shellQuote(id)
  return `If it was done: o365-onboard attest <run> ${operation} --evidence "…". If it must be done again: o365-onboard resume --retry ${operation}`
}
