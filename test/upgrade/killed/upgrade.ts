/** One upgrade as it is typed, command by command; each time it is looked at what came of it. */

import { goOn } from '../../../src/cli/commands/go-on.ts'
import { OnboardError } from '../../../src/lib/onboard-error.ts'
import { performRun } from '../../../src/onboard.ts'
import type { Decision } from '../../../src/run/choices.ts'
import type { Person } from '../../../src/run/person.ts'
import { JOURNAL_FORMAT_VERSION } from '../../../src/run/run-event.ts'
import { foldEvents } from '../../../src/run/run-state.ts'
import type { View } from '../../../src/view/view.ts'
import { fence } from '../../run/rig.ts'
import { virtualClock } from '../../run/virtual-clock.ts'
import { journalOf, MortalLedger } from './disk.ts'
import { engineClient } from './engine-client.ts'
import { ACTIVE, type Beginning, INACTIVE, Installation, NEW, target } from './installation.ts'
import { onceOnly, untruths } from './judge.ts'
import type { Life } from './life.ts'

/** How a command that was typed ended: what stopped the run, where something did. */
export type End = 'died' | 'done' | 'waiting' | 'interrupted' | OnboardError

/** What an operator says before the run goes on. */
export interface Words {
  attest?: string | undefined
  decision?: Decision
}

/** Each has an instance of its own. */
const GATEWAYS = 2
const by = 'Ann'
const desk = { view: { event: () => undefined } as unknown as View, lease: fence }

export class Upgrade {
  /** Whether the folder of its first run was lost. */
  isLost = false
  readonly #installation: Installation
  readonly #clock = virtualClock()
  readonly #nobody: boolean
  /** What somebody was asked for who was not there. */
  #asked: Parameters<Person['attend']> | undefined
  /** How often somebody said that a command is to be done again. */
  readonly #retried = new Map<string, number>()

  constructor(given: Beginning, nobody: boolean) {
    this.#installation = new Installation(given)
    this.#nobody = nobody
  }

  get findings(): readonly string[] {
    return this.#installation.findings
  }

  object(finding: string): void {
    const { findings } = this.#installation
    if (!findings.includes(finding)) findings.push(finding)
  }

  loseFolder(): void {
    this.#installation.events.length = 0
    this.#installation.hosts.runIsLost()
    this.isLost = true
  }

  /** Whether a command came to its end, as one can see on its host. */
  ran(operation: string): boolean {
    const line = this.#installation.plan.operations.find(({ id }) => id === operation)?.command?.line ?? ''
    return this.#installation.hosts.ended(line) > 0
  }

  /** Whether the new version is in the list of packages. */
  get isImported(): boolean {
    return this.#installation.engine.snapshot().packages.some(({ version }) => version === NEW)
  }

  /** Somebody does what the run waits for. @returns what that was; undefined when nobody was asked for anything */
  doByHand(): string | undefined {
    const [operation, click] = this.#asked ?? []
    if (operation === undefined) return undefined
    if (click !== undefined) this.#installation.click(operation, click)
    return operation.id
  }

  /** Begins the upgrade, or goes on with it. */
  async type(life: Life, words: Words = {}): Promise<End> {
    const { plan, hosts } = this.#installation
    const { decision } = words
    if (decision?.choice === 'retry')
      this.#retried.set(decision.operation, (this.#retried.get(decision.operation) ?? 0) + 1)
    const unknown = this.#unknown(words)
    const before = new Map(onceOnly(plan).map(({ id, line }) => [id, hosts.begun(line)]))
    this.#asked = undefined
    const walk = this.#walk(life, words)
    // Nobody waits for whoever has died.
    walk.catch(() => undefined)
    const end = await Promise.race([walk, life.death])
    for (const { id, line, once } of onceOnly(plan)) {
      const begun = hosts.begun(line)
      if (unknown.includes(id) && begun > (before.get(id) ?? 0)) this.object(`begun again by itself: ${id}`)
      // What has no ledger is known to its run alone.
      const counted = once === undefined ? hosts.begunSince(line) : begun
      if (counted > 1 + (this.#retried.get(id) ?? 0)) this.object(`begun more often than decided: ${id}`)
      if (once !== undefined && hosts.ended(line) > 1) this.object(`ran a second time: ${id}`)
    }
    const [first] = unknown
    if (first !== undefined && end !== 'died') this.#checkUnknown(first, end)
    for (const untruth of untruths(this.#installation)) this.object(untruth)
    return end
  }

  judgeEnd(end: End): void {
    const { hosts, ledger, plan } = this.#installation
    // A new plan may be for what is no longer so: the lost run had come too far for it.
    if (this.isLost && end instanceof OnboardError && end.code === 'upgrade/not-as-wanted') return
    if (end !== 'done') {
      this.object(`it did not come to its end: ${String(end)}`)
      return
    }
    for (const { id, line, once } of onceOnly(plan)) {
      const isKnown = once !== undefined || !this.isLost
      if (isKnown && hosts.ended(line) !== 1) this.object(`${id} ran ${hosts.ended(line)} times to its end`)
      if (once !== undefined && ledger.findLast(({ name }) => name === once)?.what !== 'done')
        this.object(`the ledger does not know that it is done: ${id}`)
    }
    for (const [what, wanted] of [
      ['import', 1],
      ['upgrade', GATEWAYS],
    ] as const) {
      const times = this.#installation.times(what)
      if (times !== wanted) this.object(`OA did ${what} ${times} times`)
    }
    if (!this.#installation.isActive(ACTIVE)) this.object('it is at its end, and provisioning is stopped')
    if (this.#installation.isActive(INACTIVE)) this.object('it is at its end, and more is provisioned than before')
  }

  async #walk(life: Life, { attest, decision }: Words): Promise<End> {
    const installation = this.#installation
    const { plan, events, hosts } = installation
    const id = this.isLost ? 'second' : 'first'
    const journal = journalOf(installation, life)
    const run = () => ({ id, folder: '', plan, journal, events: [...events] })
    if (attest !== undefined)
      await journal.append({ type: 'operation-attested', operation: attest, by, evidence: this.#evidenceFor(attest) })
    if (events.length === 0)
      await journal.append({ type: 'run-started', run: id, digest: plan.digest, formatVersion: JOURNAL_FORMAT_VERSION })
    else await goOn(run(), decision === undefined ? [] : [decision], desk, by)
    const { report, error } = await performRun({
      run: run(),
      client: engineClient(installation, life, (method) => {
        installation.written(method)
      }),
      installation: { ...target, site: installation.site },
      person: this.#personFor(life),
      watch: () => undefined,
      clock: this.#clock,
      signal: new AbortController().signal,
      machine: { ledger: new MortalLedger(installation, life), runProgram: hosts.programsOf(life) },
    })
    if (error === undefined && report.outcome !== 'failed') return report.outcome
    if (error instanceof OnboardError) return error
    throw error
  }

  #personFor(life: Life): Person {
    return {
      attend: async (operation, click) => {
        await life.pass(`before a person is asked: ${operation.id}`)
        this.#asked = [operation, click]
        if (this.#nobody) return undefined
        this.doByHand()
        await life.pass(`after a person has done it: ${operation.id}`)
        return { by: 'Bob', evidence: this.#evidenceFor(operation.id) }
      },
    }
  }

  #evidenceFor(operation: string): string {
    return this.#installation.plan.operations.find(({ id }) => id === operation)?.evidence ?? 'seen'
  }

  /** Commands that were begun and have no end in the journal, and that nobody decides about now. */
  #unknown({ attest, decision }: Words): string[] {
    const { commands, done, attested, retried } = foldEvents(this.#installation.events)
    const decided = decision !== undefined && 'operation' in decision ? decision.operation : undefined
    return onceOnly(this.#installation.plan).flatMap(({ id }) => {
      const isUnknown = commands.has(id) && commands.get(id)?.exitCode === undefined && !done.has(id)
      return isUnknown && !attested.has(id) && !retried.has(id) && id !== attest && id !== decided ? [id] : []
    })
  }

  #checkUnknown(operation: string, end: End): void {
    const [code, kind] = end instanceof OnboardError ? [end.code, end.kind] : [end, '']
    if (code !== 'command/unknown-outcome' || kind !== 'uncertain')
      this.object(`nobody knows what became of ${operation}, and it ends with ${code} (${kind})`)
  }
}
