import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeMachine } from '../../lib/fake-machine.ts'
import { aps, businessPremium, calls, licenseType, operations, panel, start, succeed, token } from './rig.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'simulator-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

type Simulator = Awaited<ReturnType<typeof start>>

async function writeAllKinds(simulator: Simulator): Promise<void> {
  const instance = await token(simulator, 'instance')
  const { body } = await aps(simulator, instance, 'resources', 'POST', {
    aps: { type: licenseType },
    name: 'BP',
    offerId: businessPremium.offerId,
    provisioning_id: 'P',
    isUserSpecific: true,
  })
  const typeId = (body as { aps: { id: string } }).aps.id
  await aps(simulator, instance, `resources/${typeId}`, 'PUT', { aps: { type: licenseType, id: typeId }, name: 'B P' })
  await panel(simulator, { do: 'resource-type.create', name: 'BP', typeId })
  const { txn_id = '' } = await succeed(simulator, 'txn.Begin', { request_id: 'one' })
  await succeed(simulator, 'pem.deactivateST', { st_id: 12, txn_id })
  await succeed(simulator, 'pem.addResourceTypeToServiceTemplate', { owner_id: 1, st_id: 12, rt_id: 1000101, txn_id })
  await panel(simulator, { do: 'store.sync' })
  await succeed(simulator, 'txn.Commit', { txn_id })
  const { txn_id: lost = '' } = await succeed(simulator, 'txn.Begin', {})
  await succeed(simulator, 'pem.activateST', { st_id: 12, txn_id: lost })
}

describe('state on disk', () => {
  it('is the same after a restart, and goes on', async () => {
    const stateFolder = await folder()
    const first = await start({}, { stateFolder })
    await writeAllKinds(first)
    const [before, log] = [first.snapshot(), await calls(first)]
    // Not closed first: what a killed process leaves is on the disk already.
    const second = await start({ apsAsync: 1 }, { stateFolder })
    expect(second.snapshot()).toEqual(before)
    expect(await calls(second)).toEqual(log)
    expect(await operations(second, 'txn.Begin', { request_id: 'one' })).toMatchObject({ extype_id: 3001 })
    expect(await calls(second)).toHaveLength(log.length + 1)
    const [, before2] = [await panel(second, { do: 'store.sync' }), second.snapshot()]
    expect((await start({}, { stateFolder })).snapshot()).toEqual(before2)
  })

  it('gives no number twice after a transaction that was overtaken', async () => {
    const stateFolder = await folder()
    const first = await start({}, { stateFolder })
    const add = async (simulator: Simulator, more = {}) =>
      (
        await succeed(simulator, 'pem.addResourceType', {
          resclass_name: 'rc.saas.application',
          name: 'x',
          act_params: [{ var_name: 'app_id', var_value: '17' }],
          ...more,
        })
      )['resource_type_id']
    const { txn_id = '' } = await succeed(first, 'txn.Begin', {})
    const ids = [await add(first, { txn_id }), await add(first)]
    await succeed(first, 'txn.Commit', { txn_id })
    const second = await start({}, { stateFolder })
    ids.push(await add(second))
    expect(new Set(ids).size).toBe(3)
    expect(second.snapshot().resourceTypes).toHaveLength(10)
  })

  it('drops a torn last line and refuses a broken one before it', async () => {
    const stateFolder = await folder()
    const first = await start({}, { stateFolder })
    await panel(first, { do: 'store.sync' })
    await panel(first, { do: 'plan.sync', planId: 41 })
    await first.close()
    const file = join(stateFolder, 'ledger.jsonl')
    appendFileSync(file, '{"writes":[{"seq":3,')
    const second = await start({}, { stateFolder })
    expect(second.snapshot()).toEqual(first.snapshot())
    await panel(second, { do: 'store.sync' })
    expect((await start({}, { stateFolder })).snapshot().syncs).toHaveLength(3)
    writeFileSync(file, `nonsense\n${readFileSync(file, 'utf8')}`)
    await expect(start({}, { stateFolder })).rejects.toMatchObject({ code: 'simulator/damaged-state' })
  })

  it('logs a write that was entered but not logged when the process was killed', async () => {
    const stateFolder = await folder()
    const first = await start({}, { stateFolder })
    await panel(first, { do: 'store.sync' })
    await first.close()
    truncateSync(join(stateFolder, 'calls.jsonl'))
    const second = await start({}, { stateFolder })
    expect(await calls(second)).toMatchObject([{ seq: 1, system: 'panel', method: 'store.sync', effect: 'write' }])
  })

  it('belongs to one world', async () => {
    const stateFolder = await folder()
    await start({}, { stateFolder })
    await expect(start({ instances: [] }, { stateFolder })).rejects.toMatchObject({ code: 'simulator/other-world' })
    expect((await start({ tokenLifetimeCalls: 5 }, { stateFolder })).snapshot().plans).toHaveLength(1)
  })

  it('is used by one simulator at a time', async () => {
    const stateFolder = await folder()
    const machine = fakeMachine()
    const first = await start({}, { stateFolder, processes: machine.as(1) })
    await expect(start({}, { stateFolder, processes: machine.as(2) })).rejects.toMatchObject({
      kind: 'locked',
      code: 'simulator/locked',
      message: expect.stringContaining('process 1 on here') as string,
    })
    await first.close()
    await start({}, { stateFolder, processes: machine.as(1) })
    machine.processes.delete(1)
    await start({}, { stateFolder, processes: machine.as(2) })
  })
})
