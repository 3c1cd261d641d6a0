/** Safeguards taken away one by one, around the engine: a simulation that does not miss them would be worth nothing. */

import { OaFault } from '../../src/oa/oa-fault.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import type { Client } from './network.ts'
import type { Planted } from './simulate.ts'

/** A journal that only pretends to note some events. */
function forgetting(...types: RunEvent['type'][]): Planted {
  return {
    journal: (real) => ({
      append: (event) => (types.includes(event.type) ? Promise.resolve() : real.append(event)),
      check: () => {
        real.check()
      },
      close: () => real.close(),
    }),
  }
}

/** Writes that fail otherwise than they do. */
function failingAs(outcome: 'refused' | 'not-sent', methods: readonly string[]): Planted {
  return {
    client: (real) =>
      changed(real, (write) => async (name, ...given) => {
        try {
          return await write(name, ...given)
        } catch (error) {
          if (!(error instanceof OaFault) || error.outcome !== 'unknown' || !methods.includes(name)) throw error
          const { code, system, method, message } = error
          throw new OaFault({ code, outcome, system, method, message })
        }
      }),
  }
}

type Write = (name: string, ...given: unknown[]) => Promise<unknown>

function changed(real: Client, change: (write: Write) => Write): Client {
  const write = ((...given: unknown[]) => (real.write as (...all: unknown[]) => Promise<unknown>)(...given)) as Write
  return { ...real, write: change(write) as Client['write'] }
}

const creates = ['aps.resources.create', 'pem.addResourceType', 'bss.addServicePlan']

export const plantedBugs: Readonly<Record<string, Planted>> = {
  'an intent is not noted before its call leaves': forgetting('call-intended'),
  'a debt is not noted before the template is deactivated': forgetting('debt-opened'),
  'nothing is synced': { disk: (real) => ({ ...real, datasync: () => Promise.resolve() }) },
  'what happened before is not read': { events: (events, { number }) => (number === 1 ? events : events.slice(0, 1)) },
  'the quarantine is half as long': {
    site: (real) => ({
      ...real,
      waits: { ...real.waits, quarantineSeconds: real.waits.quarantineSeconds / 2 },
    }),
  },
  'the clock passes no time in a sleep': { clock: (real) => ({ ...real, sleep: () => Promise.resolve() }) },
  'a lost create counts as refused': failingAs('refused', creates),
  'a lost create counts as not sent': failingAs('not-sent', creates),
  'a create without an answer is sent again at once': {
    client: (real) =>
      changed(
        real,
        (write) =>
          (name, ...given) =>
            write(name, ...given).catch((error: unknown) => {
              if (error instanceof OaFault && error.outcome === 'unknown') return write(name, ...given)
              throw error
            }),
      ),
  },
  'nobody looks at the lease': { fence: (real) => ({ ...real, check: () => undefined }) },
  'the lease is not looked at when a call leaves': {
    client: (real) => changed(real, (write) => (name, params) => write(name, params)),
  },
  'the installation is never read again': {
    client: (real) => {
      const known = new Map<string, Promise<unknown>>()
      const first = (name: string, params: unknown): Promise<unknown> => {
        const key = `${name} ${JSON.stringify(params)}`
        const answer = known.get(key) ?? real.read(name as never, params as never)
        known.set(key, answer)
        return answer
      }
      return { ...real, read: first as Client['read'] }
    },
  },
}

/** What does harm only when three things go wrong at once: found, too, but among hundreds of seeds. */
export const rareBugs: Readonly<Record<string, Planted>> = {
  'a failed write of the journal is ignored': {
    disk: (real) => ({
      ...real,
      append: (text) => {
        try {
          real.append(text)
        } catch {
          return
        }
      },
    }),
  },
  'a lost deactivation counts as refused': failingAs('refused', ['pem.deactivateST']),
}
