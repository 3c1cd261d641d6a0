/** What people do: believed only as far as nothing can be read, asked again, and never asked twice for what they said. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { PanelAction } from '../../src/oa/simulator/panel-action.ts'
import { execute } from '../../src/run/execute.ts'
import { panelRobot } from '../../src/run/panel-robot.ts'
import type { Person } from '../../src/run/person.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { fakeClient, manualOperation, sessionFor, typeOperation } from './rig.ts'

/** A person with a list of answers, who keeps what they were told. */
function person(...answers: boolean[]) {
  const complaints: (string | undefined)[] = []
  const clicks: (PanelAction | undefined)[] = []
  const who: Person = {
    attend: (_operation, click, complaint) => {
      complaints.push(complaint)
      clicks.push(click)
      return Promise.resolve(answers.shift() === true ? { by: 'Ann', evidence: 'ticket' } : undefined)
    },
  }
  return { who, complaints, clicks }
}

/** Reads that never show anything: no types on the bus. */
const emptyInstallation = () => fakeClient(undefined, () => ({ items: [], total: 0, from: 0, to: -1 }))
const byHand = { 'license-type': ['manual' as const] }
const attested: RunEvent[] = [{ type: 'operation-attested', operation: '0', by: 'Ann', evidence: 'x' }]

describe('manual work', () => {
  it('is attested where no read can tell, with who said so', async () => {
    const { who, complaints } = person(true)
    const { session, events } = sessionFor([manualOperation(0)], fakeClient(), { person: who })
    expect((await execute(session)).outcome).toBe('done')
    expect(complaints).toEqual([undefined])
    expect(events).toContainEqual({ type: 'operation-attested', operation: '0', by: 'Ann', evidence: 'ticket' })
    expect(events).toContainEqual({ type: 'operation-done', operation: '0', outcome: 'attested' })
  })

  it('is not asked for again when it was attested before', async () => {
    const { who, complaints } = person()
    const { session } = sessionFor([manualOperation(0)], fakeClient(), { person: who, before: attested })
    expect((await execute(session)).outcome).toBe('done')
    expect(complaints).toEqual([])
  })

  it('is complained about while a read shows nothing, three times at most', async () => {
    const { who, complaints, clicks } = person(true, true, true, true)
    const { session, events } = sessionFor([typeOperation(0)], emptyInstallation(), { person: who, ways: byHand })
    const { outcome, error } = await execute(session)
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ code: 'apply/not-done', kind: 'failed', facts: { operation: '0' } })
    expect(complaints).toEqual([undefined, 'OA does not show it yet.', 'OA does not show it yet.'])
    expect(clicks[0]).toMatchObject({ do: 'type.save', kind: 'license', values: { name: 'Offer 0' } })
    expect(events.filter(({ type }) => type === 'operation-done')).toEqual([])
  })

  it('pauses when the person who was told that it is not there says: later', async () => {
    const { who } = person(true, false)
    const { session } = sessionFor([typeOperation(0)], emptyInstallation(), { person: who, ways: byHand })
    expect(await execute(session)).toEqual({ outcome: 'waiting', error: undefined })
  })

  it('fails when it was attested, is not there, and nobody is here to be told', async () => {
    const { session } = sessionFor([typeOperation(0)], emptyInstallation(), { ways: byHand, before: attested })
    expect((await execute(session)).error).toMatchObject({ code: 'apply/not-done' })
  })
})

describe('the robot at the panel', () => {
  const servers: (() => void)[] = []
  afterEach(() => {
    for (const close of servers.splice(0)) close()
  })

  /** A panel that answers every click in one way, and the clicks it got. */
  async function panel(status: number, text: string) {
    const clicks: unknown[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        clicks.push({ type: request.headers['content-type'], body: JSON.parse(body) as unknown })
        response.writeHead(status).end(text)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push(() => server.close())
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/panel`, clicks }
  }

  it('clicks what a person would', async () => {
    const { url, clicks } = await panel(200, '{}')
    const answer = await panelRobot(url).attend(manualOperation(0), { do: 'store.sync' })
    expect(answer).toMatchObject({ by: expect.stringContaining('robot') as string })
    expect(clicks).toEqual([{ type: 'application/json', body: { do: 'store.sync' } }])
  })

  it('has nothing to click where there are only words', async () => {
    const answer = await panelRobot('http://127.0.0.1:9/panel').attend(manualOperation(0), undefined)
    expect(answer).toMatchObject({ by: expect.stringContaining('robot') as string })
  })

  it('says so when the panel does not answer', async () => {
    const dead = panelRobot('http://127.0.0.1:9/panel')
    await expect(dead.attend(manualOperation(0), { do: 'store.sync' })).rejects.toMatchObject({
      code: 'robot/unreachable',
      hint: expect.stringContaining('o365-onboard resume') as string,
    })
  })

  it('fails with the words of the panel when it refuses', async () => {
    const { url } = await panel(409, '{"ok":false,"message":"There is no plan 7."}')
    await expect(panelRobot(url).attend(manualOperation(0), { do: 'plan.sync', planId: 7 })).rejects.toMatchObject({
      code: 'robot/refused',
      message: expect.stringContaining('There is no plan 7.') as string,
    })
  })
})
