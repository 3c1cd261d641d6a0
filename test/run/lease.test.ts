/** The words of a lease: who has it, why it cannot be had, and what to do then. */

import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import type { ProcessTable } from '../../src/lib/process-table.ts'
import { Leases } from '../../src/run/lease.ts'
import { fakeMachine } from '../lib/fake-machine.ts'

const production = { name: 'OA production (EU)', endpoint: 'http://oa.example:8440/RPC2' }

async function newFolder(): Promise<string> {
  // Nobody says again that he is there, so that a test can make anybody look silent.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const folder = await mkdtemp(join(tmpdir(), 'leases-'))
  onTestFinished(async () => {
    vi.useRealTimers()
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

function leasesFor(stateFolder: string, processes: ProcessTable, installation = production): Leases {
  return new Leases({ stateFolder, installation, processes, beat: { everySeconds: 0.05, staleSeconds: 60 } })
}

async function lookSilent(stateFolder: string): Promise<void> {
  const [name = ''] = await readdir(join(stateFolder, 'leases'))
  const then = Date.now() / 1000 - 600
  await utimes(join(stateFolder, 'leases', name, '1'), then, then)
}

async function refused(attempt: Promise<unknown>): Promise<OnboardError> {
  const error: unknown = await attempt.catch((thrown: unknown) => thrown)
  if (error instanceof OnboardError) return error
  throw new Error(`not refused: ${String(error)}`)
}

const say = () => undefined

it('has a folder that people recognise, and another one for another endpoint', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  await leasesFor(folder, machine.as(1)).take('resume', say)
  await leasesFor(folder, machine.as(2), { ...production, endpoint: 'http://other/' }).take('resume', say)
  const names = await readdir(join(folder, 'leases'))
  expect(names).toHaveLength(2)
  for (const name of names) expect(name).toMatch(/^oa-production-eu-[0-9a-f]{12}$/)
})

it('tells whoever comes second by whom, since when and for what it is held', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  await leasesFor(folder, machine.as(1, 'anna')).take('add-offers', say)
  const error = await refused(leasesFor(folder, machine.as(2)).take('resume', say))
  expect(error).toMatchObject({ kind: 'locked', code: 'run/locked' })
  expect(error.message).toMatch(/^Another run, add-offers by anna on here \(process 1\) since \d{4}-.*Z, may change/)
  expect(error.hint).toContain('o365-onboard status')
})

it.each([
  ['forbidden', /stopped, and could still write when it goes on.*ask that user, or root, to end the process/is],
  ['still-there', /told to end and has not/],
] as const)('a silent process that cannot be ended (%s) keeps it', async (how, words) => {
  const folder = await newFolder()
  const machine = fakeMachine()
  await leasesFor(folder, machine.as(1)).take('add-offers', say)
  await lookSilent(folder)
  const told: string[] = []
  const powerless = { ...machine.as(2), end: () => Promise.resolve(how) }
  const error = await refused(leasesFor(folder, powerless).take('resume', (text) => told.push(text)))
  expect(error).toMatchObject({ kind: 'locked', code: 'lease/cannot-end' })
  expect(error.message).toContain('It was last heard of 10 min ago. Nothing was done.')
  expect(error.hint).toMatch(words)
  expect(told).toEqual([
    'The lease of anna on here (process 1) has not been renewed in time; watching it for 0.1 s before taking over.',
  ])
})

it('whoever lost it is told to whom, finally', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  const first = await leasesFor(folder, machine.as(1)).take('add-offers', say)
  first.check()
  machine.processes.delete(1)
  await leasesFor(folder, machine.as(2, 'bert')).take('resume', say)
  const check = async () => {
    await Promise.resolve()
    first.check()
  }
  const error = await refused(check())
  expect(error).toMatchObject({ kind: 'locked', code: 'lease/lost', final: true, facts: { fence: 1, by: 2 } })
  expect(error.message).toMatch(
    /may change nothing any more: bert on here \(process 2\) took over at .*Z with resume\./,
  )
})

it('a folder that is gone is a lease that is lost', async () => {
  const folder = await newFolder()
  const lease = await leasesFor(folder, fakeMachine().as(1)).take('resume', say)
  await rm(join(folder, 'leases'), { recursive: true })
  expect(() => {
    lease.check()
  }).toThrow(/may change nothing any more: it is not in force any more \(ENOENT/)
})

it('is shown: at work, silent, gone, or held by nobody', async () => {
  const folder = await newFolder()
  const machine = fakeMachine()
  const leases = leasesFor(folder, machine.as(1, 'anna'))
  expect(leases.inForce()).toBeUndefined()
  const lease = await leases.take('add-offers', say)
  expect(leases.inForce()).toMatchObject({ number: 1, user: 'anna', pid: 1, what: 'add-offers', holder: 'at-work' })
  await lookSilent(folder)
  expect(leases.inForce()).toMatchObject({ holder: 'silent', heardSecondsAgo: 600 })
  machine.processes.delete(1)
  expect(leases.inForce()).toMatchObject({ holder: 'gone' })
  lease.release()
  expect(leases.inForce()).toBeUndefined()
})
