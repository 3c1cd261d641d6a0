/** What a process keeps on disk: it may die before and after anything is written there. */

import { type OnceEntry, OnceLedger } from '../../../src/run/once-ledger.ts'
import type { Journal } from '../../../src/run/journal.ts'
import type { RunEvent } from '../../../src/run/run-event.ts'
import type { Installation } from './installation.ts'
import type { Life } from './life.ts'

export function journalOf({ events }: Installation, life: Life): Journal {
  return {
    append: async (event) => {
      const name = nameOf(event)
      await life.pass(`before noting: ${name}`)
      events.push(JSON.parse(JSON.stringify(event)) as RunEvent)
      await life.pass(`after noting: ${name}`)
    },
    check: () => undefined,
    close: () => Promise.resolve(),
  }
}

function nameOf(event: RunEvent): string {
  return 'operation' in event ? `${event.type} ${event.operation}` : event.type
}

/** The ledger of the installation, without its file. */
export class MortalLedger extends OnceLedger {
  readonly #installation: Installation
  readonly #life: Life

  constructor(installation: Installation, life: Life) {
    super('', { name: '', endpoint: '' })
    this.#installation = installation
    this.#life = life
  }

  override last(name: string): Promise<OnceEntry | undefined> {
    return Promise.resolve(this.#installation.ledger.findLast((entry) => entry.name === name))
  }

  override open(): Promise<OnceEntry[]> {
    const last = new Map(this.#installation.ledger.map((entry) => [entry.name, entry]))
    return Promise.resolve([...last.values()].filter(({ what }) => what === 'begun'))
  }

  override async note(entry: Parameters<OnceLedger['note']>[0]): Promise<void> {
    await this.#life.pass(`before the ledger: ${entry.what}`)
    this.#installation.ledger.push({ ...entry, installation: '', endpoint: '' })
    await this.#life.pass(`after the ledger: ${entry.what}`)
  }
}
