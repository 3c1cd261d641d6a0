/** The lease: one holder at a time, a number that only grows, and a takeover only from who is gone. */

import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { isGone, Lease, leaseInForce, type LeaseOptions, takeLease } from '../../src/lib/lease.ts'
import type { ProcessTable } from '../../src/lib/process-table.ts'
import { fakeMachine } from './fake-machine.ts'

const beat = { everySeconds: 0.05, staleSeconds: 60 }

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lease-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

const takeBy = (folder: string, processes: ProcessTable, changes: Partial<LeaseOptions> = {}) =>
  takeLease({ folder, what: 'test', processes, beat, ...changes })

async function taken(folder: string, processes: ProcessTable, changes: Partial<LeaseOptions> = {}): Promise<Lease> {
  const lease = await takeBy(folder, processes, changes)
  if (!(lease instanceof Lease)) throw new Error(`not free: ${JSON.stringify(lease)}`)
  onTestFinished(() => {
    lease.release()
  })
  return lease
}

/** Makes the lease look as if nothing had been heard of its holder for so long. Its beats, if any, go on. */
async function lookSilent(folder: string, number: number, seconds = 3600): Promise<void> {
  const then = Date.now() / 1000 - seconds
  await utimes(join(folder, String(number)), then, then)
}

/** Holders are silent for the rest of the test. */
function stopBeating(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
}

it('is held by one, and the next one learns by whom', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  const first = await taken(folder, machine.as(1, 'anna'))
  expect(first.number).toBe(1)
  const second = await takeBy(folder, machine.as(2, 'bert'))
  expect(second).toMatchObject({
    obstacle: 'held',
    held: { number: 1, record: { user: 'anna', pid: 1, what: 'test' } },
  })
  expect(first.isHeld()).toBe(true)
})

it('falls to the next one when it is released, under a higher number, for ever', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  for (const number of [1, 2, 3, 4]) {
    const lease = await taken(folder, machine.as(number))
    expect(lease.number).toBe(number)
    expect(leaseInForce(folder)?.number).toBe(number)
    lease.release()
    expect(leaseInForce(folder)).toBeUndefined()
    expect(lease.isHeld()).toBe(false)
  }
  expect(await readdir(folder)).toEqual(['4.released'])
})

it('falls to the next one when the process is gone, or its pid is somebody else’s by now', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  await taken(folder, machine.as(1))
  machine.processes.delete(1)
  const second = await taken(folder, machine.as(2))
  machine.processes.set(2, 'a later start')
  const third = await taken(folder, machine.as(3))
  expect([second.isHeld(), third.isHeld(), third.number]).toEqual([false, true, 3])
  expect(machine.ended).toEqual([])
})

it('is never taken from another machine that is heard of, even if a process of that number is not here', async () => {
  const folder = await newFolder()
  const [here, there] = [fakeMachine('here'), fakeMachine('there')]
  await taken(folder, there.as(7))
  expect(await takeBy(folder, here.as(1))).toMatchObject({ obstacle: 'held', held: { record: { host: 'there' } } })
})

it('is taken from another machine that is silent; nothing there can be ended, the number says who is right', async () => {
  stopBeating()
  const folder = await newFolder()
  const [here, there] = [fakeMachine('here'), fakeMachine('there')]
  const theirs = await taken(folder, there.as(7))
  await lookSilent(folder, 1)
  const watched: unknown[] = []
  const ours = await taken(folder, here.as(1), { onWatch: (record) => watched.push(record?.host) })
  expect([ours.number, theirs.isHeld(), theirs.taker()?.record?.host]).toEqual([2, false, 'here'])
  expect(watched).toEqual(['there'])
  expect([...there.processes.keys(), here.ended]).toEqual([7, []])
})

it('ends a silent process of this machine before it takes over', async () => {
  stopBeating()
  const folder = await newFolder()
  const machine = fakeMachine()
  await taken(folder, machine.as(1))
  await lookSilent(folder, 1)
  await taken(folder, machine.as(2))
  expect(machine.ended).toEqual([1])
})

it('is refused when a silent process may not be ended', async () => {
  stopBeating()
  const folder = await newFolder()
  const machine = fakeMachine()
  const first = await taken(folder, machine.as(1))
  machine.protected.add(1)
  await lookSilent(folder, 1)
  expect(await takeBy(folder, machine.as(2))).toMatchObject({ obstacle: 'forbidden' })
  expect(first.isHeld()).toBe(true)
})

it('is not taken from a holder that beats, though a jump of the clock makes it look old', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  const first = await taken(folder, machine.as(1))
  await lookSilent(folder, 1)
  expect(await takeBy(folder, machine.as(2))).toMatchObject({ obstacle: 'held' })
  expect([first.isHeld(), machine.ended]).toEqual([true, []])
})

it('beats: the file says when its holder was last there', async () => {
  const folder = await newFolder()
  await taken(folder, fakeMachine().as(1))
  await lookSilent(folder, 1)
  await vi.waitFor(async () => {
    expect(Date.now() - (await stat(join(folder, '1'))).mtimeMs).toBeLessThan(60_000)
  }, 10_000)
  expect(leaseInForce(folder)?.record?.pid, 'and what it says is still whole').toBe(1)
})

it('does not release what it has lost', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  const first = await taken(folder, machine.as(1))
  machine.processes.delete(1)
  const second = await taken(folder, machine.as(2))
  first.release()
  expect(second.isHeld()).toBe(true)
  expect(leaseInForce(folder)?.number).toBe(2)
})

it('is held by somebody unknown when its file cannot be read', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, '5'), 'not ours')
  const machine = fakeMachine()
  expect(await takeBy(folder, machine.as(1))).toMatchObject({
    obstacle: 'held',
    held: { number: 5, record: undefined },
  })
})

it('without a beat is never taken from a process that is there, however long it is silent', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  const first = await takeLease({ folder, what: 'test', processes: machine.as(1) })
  expect(first).toBeInstanceOf(Lease)
  await lookSilent(folder, 1, 1e6)
  expect(await takeBy(folder, machine.as(2))).toMatchObject({ obstacle: 'held' })
})

it('goes to exactly one of many who ask at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    const folder = await newFolder()
    const machine = fakeMachine()
    const dead = await takeBy(folder, machine.as(99))
    machine.processes.delete(99)
    const all = await Promise.all(Array.from({ length: 8 }, (_, pid) => takeBy(folder, machine.as(pid))))
    const winners = all.filter((one) => one instanceof Lease)
    for (const lease of [dead, ...winners])
      if (lease instanceof Lease)
        onTestFinished(() => {
          lease.release()
        })
    expect(winners.map(({ number }) => number)).toEqual([2])
  }
})

it('tells a holder that is gone from one whose machine nobody can see', async () => {
  const folder = await newFolder()
  const [here, there] = [fakeMachine('here'), fakeMachine('there')]
  await taken(folder, there.as(7))
  there.processes.clear()
  const held = leaseInForce(folder)
  expect(held && [isGone(held, here.as(1)), isGone(held, there.as(8))]).toEqual([false, true])
})

it('is in force for nobody in a folder that was never used', () => {
  expect(leaseInForce('/nowhere/at/all')).toBeUndefined()
})
