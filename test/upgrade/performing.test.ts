/** One operation of an upgrade at a time: what is run, what is refused, and what is noted before and after. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunProgram } from '../../src/lib/run-program.ts'
import type { Operation } from '../../src/plan/plan.ts'
import { commandLine } from '../../src/plan/upgrade/command-line.ts'
import { siteSchema } from '../../src/resource/site.ts'
import { decide } from '../../src/run/choices.ts'
import { execute } from '../../src/run/execute.ts'
import { hostCommand } from '../../src/run/hosts/host-command.ts'
import { OnceLedger } from '../../src/run/once-ledger.ts'
import type { Person } from '../../src/run/person.ts'
import { nobody } from '../../src/run/person.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { foldEvents } from '../../src/run/run-state.ts'
import { Session } from '../../src/run/session.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { fakeClient, planOf } from '../run/rig.ts'

const folder = await mkdtemp(join(tmpdir(), 'upgrade-'))
afterAll(() => rm(folder, { recursive: true }))
let number = 0
let state = folder
beforeEach(() => {
  state = join(folder, String((number += 1)))
})

const words = ['python', 'x.py']
const command = { on: 'management', words, expect: ['OK'], line: commandLine({ on: 'management', words }) } as const

function operation(more: Partial<Operation> = {}): Operation {
  const common = { id: 'script:do', step: 'step', title: 'Script', label: 'Script', reason: 'a test', before: null }
  const lists = { needs: [], sources: [], changes: [] }
  const made = { ...common, ...lists, type: 'run', action: 'do', via: 'ssh', manual: { where: 'there', lines: [] } }
  return { ...made, command: { ...command, words: [...words], expect: ['OK'] }, ...more } as Operation
}

interface Given {
  before?: readonly RunEvent[]
  answers?: (Awaited<ReturnType<RunProgram>> | Error)[]
  person?: Person
  read?: (name: string) => unknown
  run?: string
  host?: 'manual' | 'local' | { ssh: string }
}

const ok = { exitCode: 0, stdout: 'all OK', stderr: '' }
const lost = { exitCode: 255, stdout: '', stderr: 'connection closed' }

async function walk(what: Operation, given: Given = {}) {
  const { before = [], answers = [], person = nobody, read, run = 'r1', host = { ssh: 'mn' } } = given
  const calls: string[] = []
  const events: RunEvent[] = []
  const left = [...answers]
  const session = new Session({
    plan: planOf([what]),
    client: fakeClient(undefined, read).client,
    site: siteSchema.parse({ hosts: { management: host } }),
    observed: undefined,
    events: before,
    person,
    record: (event) => {
      events.push(event)
      return Promise.resolve()
    },
    permit: () => undefined,
    clock: systemClock,
    signal: new AbortController().signal,
    save: (name) => Promise.resolve(name),
    machine: {
      run,
      ledger: new OnceLedger(state, { name: 'made up', endpoint: 'nowhere' }),
      runProgram: (program, args) => {
        calls.push([program, ...args].join(' '))
        const answer = left.shift() ?? ok
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
    },
  })
  const { outcome, error } = await execute(session)
  const failed = events.find(({ type }) => type === 'operation-failed') as { code?: string } | undefined
  return { outcome, error, calls, events, code: failed?.code, types: events.map(({ type }) => type) }
}

const once = operation({ once: 'x.py' })
const decided: RunEvent = { type: 'choice-made', choice: 'retry', operation: 'script:do', by: 'Ann' }
const ann: Person = { attend: () => Promise.resolve({ by: 'Ann', evidence: 'seen' }) }
const ledger = async (): Promise<string[]> =>
  (await readFile(join(state, 'once.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { what: string }).what)

describe('a command over ssh', () => {
  it('is noted before it is begun and when it has ended; the host is tried first', async () => {
    const { outcome, calls, types } = await walk(once)
    expect(outcome).toBe('done')
    expect(calls).toEqual([
      'ssh -o BatchMode=yes -T -- mn /bin/sh -c true',
      "ssh -o BatchMode=yes -T -- mn /bin/sh -c 'python x.py'",
    ])
    expect(types).toEqual(['operation-started', 'command-begun', 'command-ended', 'operation-done', 'run-finished'])
    expect(await ledger()).toEqual(['begun', 'done'])
  })

  it('is not begun where the host cannot be reached, or there is no ssh', async () => {
    for (const answer of [lost, new Error('spawn ssh ENOENT')]) {
      const { code, types } = await walk(once, { answers: [answer] })
      expect([code, types.includes('command-begun')]).toEqual(['command/host-unreachable', false])
    }
    const harmless = operation({ repeatable: true })
    expect((await walk(harmless, { answers: [lost] })).code).toBe('command/host-unreachable')
  })

  it('that loses its connection is unknown, then and later, until somebody decides', async () => {
    const first = await walk(once, { answers: [ok, lost] })
    expect([first.outcome, first.code]).toEqual(['failed', 'command/unknown-outcome'])
    const later = await walk(once, { before: first.events })
    expect([later.code, later.calls]).toEqual(['command/unknown-outcome', []])
    const again = await walk(once, { before: [...first.events, decided] })
    expect([again.outcome, again.calls.length]).toEqual(['done', 2])
    expect(await ledger()).toEqual(['begun', 'begun', 'done'])
  })

  it('that failed is not repeated by itself; one that does no harm is', async () => {
    const bad = { ...ok, exitCode: 3, stdout: 'no' }
    const first = await walk(once, { answers: [ok, bad] })
    expect(first.code).toBe('command/failed')
    expect((await walk(once, { before: first.events })).code).toBe('command/failed-before')
    const harmless = operation({ repeatable: true })
    const failed = await walk(harmless, { answers: [bad] })
    expect((await walk(harmless, { before: failed.events })).outcome).toBe('done')
    expect(await ledger()).toEqual(['begun', 'failed'])
  })

  it('that said something else than it must has not done it', async () => {
    const { code } = await walk(operation(), { answers: [ok, { ...ok, stdout: 'fine' }] })
    expect(code).toBe('command/other-output')
  })

  it('that ended well before the program was killed is done', async () => {
    const first = await walk(once)
    const { outcome, calls } = await walk(once, {
      before: first.events.filter(({ type }) => type !== 'operation-done'),
    })
    expect([outcome, calls]).toEqual(['done', []])
    expect(await ledger()).toEqual(['begun', 'done'])
  })
})

describe('what is done once', () => {
  it('is done by no other run, whoever decides', async () => {
    await walk(once)
    const { code, calls } = await walk(once, { run: 'r2', before: [decided] })
    expect([code, calls]).toEqual(['once/done', []])
    expect((await walk(once, { run: 'r3', host: 'manual', person: ann })).code).toBe('once/done')
  })

  it('is not begun by another run while nobody knows, unless somebody decides', async () => {
    await walk(once, { answers: [ok, lost] })
    expect((await walk(once, { run: 'r2' })).code).toBe('once/unknown')
    expect((await walk(once, { run: 'r2', before: [decided] })).outcome).toBe('done')
  })

  it('is noted when a person did it', async () => {
    expect((await walk(once, { host: 'manual', person: ann })).outcome).toBe('done')
    expect(await ledger()).toEqual(['done'])
  })

  it('is not begun where the ledger cannot be read or written', async () => {
    await walk(once)
    await writeFile(join(state, 'once.jsonl'), '{"installation":"made')
    expect((await walk(once, { run: 'r2' })).code).toBe('once/unreadable')
    state = join(folder, 'file')
    await writeFile(state, '')
    const { code, types } = await walk(once)
    expect(code).toMatch(/^once\//)
    expect(types).not.toContain('command-begun')
  })
})

describe('PowerShell on another machine', () => {
  it('gets the line encoded, so that no shell between changes it', () => {
    const line = '.\\setup.cmd \'a b\' "%PATH%" $(x)'
    const argv = hostCommand({ on: 'endpoint', line }, { ssh: 'admin@win' })
    expect(argv.slice(0, 6)).toEqual(['ssh', '-o', 'BatchMode=yes', '-T', '--', 'admin@win'])
    const [, encoded = ''] =
      /^powershell\.exe -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand ([\w+/=]+)$/.exec(
        argv[6] ?? '',
      ) ?? []
    expect(Buffer.from(encoded, 'base64').toString('utf16le')).toContain(`; ${line}; exit $LASTEXITCODE`)
  })

  it.each(['-oProxyCommand=x', 'a b', 'a;b', ''])('a host %j is no host', (ssh) => {
    expect(siteSchema.safeParse({ hosts: { endpoint: { ssh } } }).success).toBe(false)
  })
})

it('the point of no return is not left out, whatever the reason', () => {
  const gate = operation({ evidence: 'made up' })
  const skip = { choice: 'skip', operation: gate.id, reason: 'hurry' } as const
  expect(() => decide('r', planOf([gate]), foldEvents([]), skip, 'Ann')).toThrow(
    expect.objectContaining({ code: 'choice/gate' }) as Error,
  )
})

it("a check that this version does not know is a person's, and never true by itself", async () => {
  const look = operation({ command: undefined, type: 'check', via: 'read', value: { look: 'the-weather' } })
  expect((await walk(look)).outcome).toBe('waiting')
})

describe('provisioning', () => {
  const stop = operation({
    id: 'stop:12',
    command: undefined,
    type: 'manual',
    via: 'manual',
    provisioning: { templateId: 12, change: 'stop' },
  })
  const start = { ...stop, id: 'start:12', provisioning: { templateId: 12, change: 'start' as const } }
  const template = (active: boolean) => () => ({ is_active: active })

  it('that was stopped before stays so, in the end too', async () => {
    const first = await walk(stop, { read: template(false) })
    expect([first.outcome, first.types]).toEqual(['done', expect.arrayContaining(['provisioning-seen'])])
    const last = await walk(start, { read: template(false), before: first.events, person: ann })
    expect([last.outcome, last.types.includes('operation-attested')]).toEqual(['done', false])
  })

  it('is believed when it is read, and not when it is said', async () => {
    expect((await walk(stop, { read: template(true), person: ann })).code).toBe('upgrade/provisioning')
    expect((await walk(stop, { read: template(true) })).outcome).toBe('waiting')
  })
})
