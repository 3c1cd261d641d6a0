/** Guards what is done once in the life of an installation, in this run or any other. */

import { isoTime } from '../../lib/clock.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { shellQuote } from '../../lib/shell-quote.ts'
import type { Operation } from '../../plan/plan.ts'
import type { OnceEntry } from '../once-ledger.ts'
import type { Session } from '../session.ts'

/**
 * @throws OnboardError `once/done` when it was done, whatever anybody decides; `once/unknown` when another run began it
 *   and nobody has decided about that in this one
 */
export async function refuseSecondTime(operation: Operation, session: Session): Promise<void> {
  const { once: name } = operation
  if (name === undefined) return
  const entry = await session.machine.ledger.last(name)
  if (entry === undefined || isOurs(entry, operation, session)) return
  const decided = session.before.retried.has(operation.id) || session.before.attested.has(operation.id)
  if (entry.what === 'done') throw refused('once/done', operation, entry)
  if (!decided) throw refused('once/unknown', operation, entry)
}

export async function noteOnce(operation: Operation, what: OnceEntry['what'], session: Session): Promise<void> {
  const { once: name, id } = operation
  if (name === undefined) return
  const last = await session.machine.ledger.last(name)
  if (last !== undefined && last.what === what && what !== 'begun' && isOurs(last, operation, session)) return
  await session.machine.ledger.note({
    name,
    what,
    run: session.machine.run,
    operation: id,
    at: isoTime(session.clock.now()),
  })
}

function isOurs({ run, operation }: OnceEntry, { id }: Operation, session: Session): boolean {
  return run === session.machine.run && operation === id
}

function refused(code: 'once/done' | 'once/unknown', { title, id }: Operation, entry: OnceEntry): OnboardError {
  const isDone = code === 'once/done'
  const words = { begun: 'was begun, and nobody noted how it ended', failed: 'failed', done: 'was done' }[entry.what]
  return new OnboardError({
    kind: isDone ? 'refused-by-safety' : 'uncertain',
    code,
    message: `${title}: it ${words} on ${entry.at}, in the run ${entry.run}, and must be done only once.`,
    hint: isDone
      ? `It is not done again. Leave it out: o365-onboard resume --skip ${shellQuote(id)} --reason "…"`
      : `Find out on the host and from that run whether it was done. If so: o365-onboard attest <run> ${shellQuote(id)} --evidence "…". If it surely was not: o365-onboard resume --retry ${shellQuote(id)}`,
    facts: { operation: id, ledger: entry },
  })
}
