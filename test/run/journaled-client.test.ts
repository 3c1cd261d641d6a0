/** A call leaves soon after it was intended, or not at all: what is waited for after a crash counts from the intent. */

import { expect, it } from 'vitest'
import type { CallOptions, OaClient } from '../../src/oa/oa-client.ts'
import { journaledClients } from '../../src/run/journaled-client.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { virtualClock } from './virtual-clock.ts'

const QUARANTINE = 1_000_000

/** A client whose calls wait so long for their turn, one after the other, and a clock that may be set meanwhile. */
function lanes(waits: number[]) {
  const clock = virtualClock()
  const events: RunEvent[] = []
  const sent: string[] = []
  const client = {
    write: async (name: string, _params: unknown, { permit }: CallOptions) => {
      const wait = waits.shift() ?? 0
      if (wait < 0) clock.set(clock.now() + wait)
      else await clock.sleep(wait)
      permit?.()
      sent.push(name)
    },
  } as unknown as OaClient
  const record = (event: RunEvent) => {
    events.push(event)
    return Promise.resolve()
  }
  const journaling = { record, permit: () => undefined, clock, quarantineMs: QUARANTINE, last: 0 }
  const journaled = journaledClients(client, journaling)('a')
  return { activate: () => journaled.write('pem.activateST', { st_id: 12 }), events, sent }
}

const noted = (events: readonly RunEvent[]) =>
  events.map((event) =>
    `${event.type} ${'call' in event ? event.call : ''} ${'code' in event ? event.code : ''}`.trim(),
  )

it.each([
  ['after a tenth of the quarantine and more', QUARANTINE / 10 + 1],
  ['on a clock that was set back, where nobody knows for how long', -1000],
])('what waited for its turn is intended anew %s', async (_, wait) => {
  const { activate, events, sent } = lanes([wait])
  await activate()
  expect(sent).toEqual(['pem.activateST'])
  expect(noted(events)).toEqual(['call-intended 1', 'call-failed 1 call/overdue', 'call-intended 2', 'call-answered 2'])
  expect(events[1]).toMatchObject({ outcome: 'not-sent' })
})

it('what waited less is sent', async () => {
  const { activate, events } = lanes([QUARANTINE / 10])
  await activate()
  expect(noted(events)).toEqual(['call-intended 1', 'call-answered 1'])
})
