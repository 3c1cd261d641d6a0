/** The program dies at any moment, and `resume` brings the installation to where a calm run would have left it. */

import { expect, it } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { quietPort } from '../quiet-port.ts'
import { expectNothingTwice } from './nothing-twice.ts'
import { businessPremium, journalLines, type Running, runsIn } from './rig.ts'
import { expectExit, simulate, simulateInProcess, type Simulation } from './simulation.ts'

/** Waits until the journal of the only run satisfies a condition, then kills the program without warning. */
async function killWhen(simulation: Simulation, when: (lines: string[]) => boolean): Promise<string> {
  const running = simulation.start('add-offers', businessPremium, '--yes')
  const run = await firstRun(simulation, running)
  while (!when(await linesOf(simulation, run))) {
    if (running.child.exitCode !== null) throw new Error(`too late to kill:\n${running.output.stdout}`)
    await pause(3)
  }
  running.child.kill('SIGKILL')
  expect((await running.ended).signal).toBe('SIGKILL')
  return run
}

async function firstRun(simulation: Simulation, running: Running): Promise<string> {
  for (;;) {
    const [run] = await runsIn(simulation.state)
    if (run !== undefined) return run
    if (running.child.exitCode !== null) throw new Error(running.output.stderr)
    await pause(3)
  }
}

/** Right after the folder was made there is no journal yet. */
const linesOf = (simulation: Simulation, run: string) => journalLines(simulation.state, run).catch(() => [])
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const planJson = ['--dry-run', '--json', '--detailed-exitcode']

async function expectCalmEnd(simulation: Simulation): Promise<void> {
  expectNothingTwice(await simulation.snapshot())
  const { stdout } = await expectExit(simulation.cli('add-offers', businessPremium, ...planJson), 0)
  expect((JSON.parse(stdout) as Plan).operations).toEqual([])
}

// `npm run test:crash` has every moment.
it.each([9, 45])('killed after line %i of its journal, it resumes', async (count) => {
  const simulation = await simulate({ latencyMs: 20 })
  const run = await killWhen(simulation, (lines) => lines.length >= count)
  const { stdout } = await expectExit(simulation.cli('resume', '--yes'), 0)
  expect(stdout).toContain(`run ${run}`)
  expect(stdout).toMatch(/^Done\./m)
  await expectCalmEnd(simulation)
})

it.each([
  ['deactivating', 'pem.deactivateST'],
  ['activating', 'pem.activateST'],
])('killed while %s, it says first that the template is inactive, and closes the window first', async (_, method) => {
  const simulation = await simulate({ latencyMs: 40 })
  const run = await killWhen(simulation, (lines) => lines.some((line) => line.includes(`"method":"${method}"`)))
  const journal = await journalLines(simulation.state, run)
  expect(journal.join('\n')).toContain('"type":"debt-opened"')

  const before = await simulation.calls()
  const refused = await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 4)
  expect(refused.stderr).toMatch(new RegExp(`SERVICE TEMPLATE "Office 365" \\(12\\) IS INACTIVE: the run\\s+${run}`))
  expect(refused.stderr).toContain('o365-onboard resume')
  expect(refused.stdout).toBe('')
  expect((await simulation.calls()).length, 'nothing was asked before that was said').toBe(before.length)
  expect(await runsIn(simulation.state)).toEqual([run])

  const status = await expectExit(simulation.cli('status'), 0)
  expect(status.stdout).toMatch(/SERVICE TEMPLATE "Office 365" \(12\) IS INACTIVE/)

  const last = before.at(-1)?.seq ?? 0
  const wasInactive = (await simulation.snapshot()).templates.find(({ id }) => id === 12)?.active === false
  await expectExit(simulation.cli('resume', '--yes'), 0)
  const writes = (await simulation.calls('?effect=write')).filter(({ seq }) => seq > last)
  const closing = writes.findIndex(({ method }) => method === 'pem.activateST')
  if (wasInactive) {
    // Only limits may come before: nothing must be sold without one.
    expect(closing).toBeGreaterThanOrEqual(0)
    expect(writes.slice(0, closing).every(({ method: made }) => made === 'pem.setSTRTLimits')).toBe(true)
  }
  await expectCalmEnd(simulation)
  await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 0)
})

it('killed twice, it still resumes', async () => {
  const simulation = await simulate({ latencyMs: 20 })
  const run = await killWhen(simulation, (lines) => lines.some((line) => line.includes('pem.setSTRTLimits')))
  const lines = (await journalLines(simulation.state, run)).length
  const resumed = simulation.start('resume', '--yes')
  while ((await linesOf(simulation, run)).length < lines + 6) await pause(3)
  resumed.child.kill('SIGKILL')
  await resumed.ended
  await expectExit(simulation.cli('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('killed together with the simulator, it resumes when both are there again', async () => {
  const port = await quietPort()
  const simulation = await simulateInProcess({ latencyMs: 20, port })
  await killWhen(simulation, (lines) => lines.some((line) => line.includes('pem.addResourceTypeToServiceTemplate')))
  simulation.server.child.kill('SIGKILL')
  await simulation.server.ended
  const alone = await expectExit(simulation.cli('resume', '--yes'), 1)
  expect(alone.stderr).toContain('nothing listens there (connection refused)')

  await simulateInProcess({ cwd: simulation.cwd, port })
  await expectExit(simulation.cli('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('is remembered by the next add-offers, which may go on all the same', async () => {
  // With a quarantine it would be refused while a lost call may still act.
  const simulation = await simulate({ latencyMs: 20, quarantineSeconds: 0 })
  const run = await killWhen(simulation, (lines) => lines.length >= 20)
  const warned = await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 0)
  expect(warned.stderr.replace(/\s+/g, ' ')).toMatch(
    new RegExp(`The run ${run} is not finished: \\d+ operations left\\. → Go on with it: o365-onboard resume`),
  )
  await expectCalmEnd(simulation)
})
