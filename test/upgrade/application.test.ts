/** The import and the upgrade of instances by API: in transactions whose tasks are followed, and never twice. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/plan/plan.ts'
import { isForRecovery } from '../../src/run/for-recovery.ts'
import { foldEvents } from '../../src/run/run-state.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { planOf } from '../run/rig.ts'
import { littleInstallation, type Loss, NEW, oldWorld, SCRIPT, walk, type WalkSettings } from './little-installation.ts'

const folder = await mkdtemp(join(tmpdir(), 'application-'))
afterAll(() => rm(folder, { recursive: true }))

function operation(id: string, more: Partial<Operation>, needs: string[] = []): Operation {
  const lists = { needs, sources: [], changes: [], before: null, manual: { where: 'there', lines: ['Look there.'] } }
  return { id, step: 'step', title: id, label: id, reason: 'a test', ...lists, ...work, ...more }
}
const work = { type: 'call', action: 'do', via: 'pem' } as const
const looks = { type: 'wait', action: 'do', via: 'read' } as const

const importing = operation('import', {
  application: { change: 'import', version: '16.8.4', package: '/root/o 365/new.app.zip' },
})
const imported = operation('imported', { ...looks, wait: { for: 'package-imported', version: '16.8.4' } }, ['import'])
const upgrading = operation('upgrade', { application: { change: 'upgrade', version: '16.8.4', instanceId: 3 } }, [
  'imported',
])
const upgraded = operation(
  'upgraded',
  { ...looks, wait: { for: 'instance-upgraded', version: '16.8.4', instanceId: 3 } },
  ['upgrade'],
)
const all = [importing, imported, upgrading, upgraded]

const go = (
  oa: ReturnType<typeof littleInstallation>,
  settings: Partial<WalkSettings> = {},
  operations: Operation[] = all,
) => walk(operations, oa, { folder, ...settings })

const versions = (oa: ReturnType<typeof littleInstallation>): string[] =>
  oa.engine.snapshot().instances.map(({ packageVersion }) => packageVersion)

const changes = ['pem.APS.importPackage', 'pem.APS.upgradeApplicationInstance'] as const
const inTransaction = ['txn.Begin', 'txn.Commit'] as const

describe('the application', () => {
  it('is imported and upgraded by API, each change in a transaction of its own, its tasks followed', async () => {
    const oa = littleInstallation(oldWorld({ taskPolls: 2 }))
    const { outcome, events } = await go(oa)
    expect(outcome).toBe('done')
    expect(versions(oa)).toEqual([NEW])
    const intended = events.flatMap((event) => (event.type === 'call-intended' ? [event] : []))
    expect(intended.map(({ method }) => method)).toEqual([
      'txn.Begin',
      'pem.APS.importPackage',
      'txn.Commit',
      'txn.Begin',
      'pem.APS.upgradeApplicationInstance',
      'txn.Commit',
    ])
    expect(intended[0]?.params).toMatchObject({ timeout: 600 })
    expect(intended[1]?.params).toMatchObject({ package_url: 'file:///root/o%20365/new.app.zip' })
    // Never without the release: OA would take the newest package there is.
    expect(intended[4]?.params).toMatchObject({ package_version: NEW })
    expect(events.filter(({ type }) => type === 'operation-settling')).not.toEqual([])
  })

  const losses = [...changes, ...inTransaction].flatMap((method) =>
    (['before', 'after'] as const).flatMap((when) => [1, 2].map((call) => [method, when, call] as const)),
  )
  it.each(losses.filter(([method, , call]) => call === 1 || inTransaction.includes(method as 'txn.Begin')))(
    'is changed once when the answer of %s is lost %s its effect (call %i)',
    async (method, when: Loss, call) => {
      const oa = littleInstallation(oldWorld())
      oa.lose(method, when, call)
      let { outcome, events, error } = await go(oa)
      for (let round = 0; outcome !== 'done' && round < 3; round += 1) {
        expect(error?.code).toBe('upgrade/refused')
        ;({ outcome, events, error } = await go(oa, { before: resumed(events) }))
      }
      expect([outcome, versions(oa)]).toEqual(['done', [NEW]])
      expect(foldEvents(events).lost.size).toBe(0)
      const commits = oa.done.filter((name) => name === 'txn.Commit')
      expect(commits).toHaveLength(2)
    },
  )

  it('is changed once when the program dies at any event, and is gone on with', async () => {
    const calm = await go(littleInstallation(oldWorld()))
    expect(calm.events.length).toBeGreaterThan(15)
    for (let moment = 0; moment < calm.events.length; moment += 1) {
      const oa = littleInstallation(oldWorld())
      const durable: RunEvent[] = []
      const dying = go(oa, {
        onRecord: (event) => {
          if (durable.length === moment) throw new Error('killed')
          durable.push(event)
        },
      })
      await expect(dying).rejects.toThrow('killed')
      let next = await go(oa, { before: resumed(durable) })
      for (let round = 0; next.error?.code === 'upgrade/refused' && round < 2; round += 1)
        next = await go(oa, { before: resumed(next.events) })
      expect([moment, next.outcome, versions(oa)]).toEqual([moment, 'done', [NEW]])
      expect(oa.done.filter((name) => name === 'txn.Commit')).toHaveLength(2)
    }
  })

  it('is a matter for people where the site does not allow an API, and read all the same', async () => {
    const oa = littleInstallation(oldWorld())
    const byHand = { site: { ways: { 'application-package': ['manual'] as const } } } as unknown as WalkSettings
    const waiting = await go(oa, byHand)
    expect([waiting.outcome, oa.done.includes('pem.APS.importPackage')]).toEqual(['waiting', false])
    const attested: RunEvent = { type: 'operation-attested', operation: 'import', by: 'Ann', evidence: 'seen' }
    oa.engine.panel({ do: 'package.import', file: '/root/new.app.zip' }, 1)
    const later = await go(oa, { ...byHand, before: resumed([...waiting.events, attested]) })
    // Its tasks cannot be followed, and its release is not known, so both next steps are for people too.
    expect([...foldEvents(later.events).waiting]).toEqual(['imported'])
    const seen: RunEvent = { ...attested, operation: 'imported' }
    const last = await go(oa, { before: resumed([...later.events, seen]) })
    expect([...foldEvents(last.events).waiting]).toEqual(['upgrade'])
    oa.engine.panel({ do: 'instance.upgrade', instanceId: 3, version: '16.8.4' }, 2)
    const done = await go(oa, { before: resumed(last.events) })
    expect(done.outcome).toBe('done')
  })

  it('that is there already is adopted', async () => {
    const oa = littleInstallation(oldWorld())
    oa.engine.panel({ do: 'package.import', file: 'new.app.zip' }, 1)
    oa.engine.panel({ do: 'instance.upgrade', instanceId: 3, version: '16.8.4' }, 2)
    const { outcome, events } = await go(oa)
    expect([outcome, events.some(({ type }) => type === 'call-intended')]).toEqual(['done', false])
  })

  it('that OA refuses says what to do, and nothing was changed', async () => {
    const oa = littleInstallation(oldWorld({ importable: [] }))
    const { outcome, error } = await go(oa)
    expect([outcome, error?.code]).toEqual(['failed', 'upgrade/refused'])
    expect(error?.hint).toContain("attest <run> 'import'")
  })

  it('stops where its tasks fail, and where they take too long', async () => {
    const failing = littleInstallation(
      oldWorld({ taskFailures: { 'pem.APS.upgradeApplicationInstance': 'No space.' } }),
    )
    const failed = await go(failing)
    expect([failed.error?.code, failed.error?.message]).toEqual([
      'upgrade/tasks-failed',
      expect.stringContaining('No space.'),
    ])
    const slow = littleInstallation(oldWorld({ taskPolls: 10_000 }))
    const late = await go(slow, { site: { waits: { tasksSeconds: 0.3 } } })
    expect(late.error?.code).toBe('upgrade/not-yet')
    const unwaited = await go(slow, { before: resumed(late.events), waits: false })
    expect(unwaited.outcome).toBe('waiting')
  })

  it('whose import failed for want of the settings script is a case for R1, and no other failure is', async () => {
    const needs = [{ file: 'new.app.zip', version: NEW, needs: SCRIPT }]
    const { error, events } = await go(littleInstallation(oldWorld({ importable: needs })))
    expect([error?.code, error?.hint]).toEqual([
      'upgrade/import-needs-script',
      expect.stringContaining('upgrade --from 16.8 --answers … --recovery'),
    ])
    expect(isForRecovery(planOf(all), foldEvents(events))).toBe(true)
    const other = await go(littleInstallation(oldWorld({ taskFailures: { 'pem.APS.importPackage': 'No space.' } })))
    expect(other.error?.code).toBe('upgrade/tasks-failed')
    expect(isForRecovery(planOf(all), foldEvents(other.events))).toBe(false)
  })
})

function resumed(events: readonly RunEvent[]): RunEvent[] {
  return [...events, { type: 'run-resumed', run: 'r1' }]
}
