/** Ctrl-C: what has begun is finished, the template is never left inactive, and the run can go on. */

import { expect, it } from 'vitest'
import { businessPremium, journalLines, type Running, runsIn, startCli } from './rig.ts'
import { expectExit, simulate, type Simulation, writes } from './simulation.ts'

async function signalAt(simulation: Simulation, running: Running, mark: string, signal: NodeJS.Signals): Promise<void> {
  for (;;) {
    const [run] = await runsIn(simulation.state)
    const lines = run === undefined ? [] : await journalLines(simulation.state, run).catch(() => [])
    if (lines.some((line) => line.includes(mark))) break
    if (running.child.exitCode !== null) throw new Error(`too late:\n${running.output.stdout}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
  running.child.kill(signal)
}

it.each<[string, NodeJS.Signals]>([
  ['"method":"pem.deactivateST"', 'SIGINT'],
  ['"method":"pem.setSTRTLimits"', 'SIGTERM'],
  ['"method":"aps.resources.create"', 'SIGHUP'],
])('at %s, %s: 130, nothing half done, and resume completes it', async (mark, signal) => {
  const simulation = await simulate({ latencyMs: 40 })
  const running = simulation.start('add-offers', businessPremium, '--yes')
  await signalAt(simulation, running, mark, signal)
  const { stdout, stderr } = await expectExit(running.ended, 130)
  expect(stdout).toMatch(/^Interrupted; what had begun was finished\..*not started\.$/m)
  expect(stdout).toMatch(/^Next: o365-onboard resume/m)
  expect(stdout).not.toContain('IS INACTIVE')
  expect(stderr).toBe('')

  const template = (await simulation.snapshot()).templates.find(({ id }) => id === 12)
  expect(template).toMatchObject({ active: true })
  if (mark.includes('ST')) expect(template?.resources).toHaveLength(8)
  const [run = ''] = await runsIn(simulation.state)
  const open = (await journalLines(simulation.state, run)).map((line) => (JSON.parse(line) as { event: Event }).event)
  expect(open.filter(({ type }) => type === 'call-intended').length).toBe(
    open.filter(({ type }) => type === 'call-answered').length,
  )
  expect(open.at(-1)).toMatchObject({ type: 'run-finished', outcome: 'interrupted' })

  await expectExit(simulation.typed('resume', '--yes'), 0)
  expect((await simulation.snapshot()).syncs.map(({ what }) => what)).toEqual(['template', 'store'])
  const made = (await writes(simulation)).filter(({ system }) => system !== 'panel').map(({ method }) => method)
  expect(made).toHaveLength(16)
})

interface Event {
  type: string
}

it.each([
  ['an error that nobody caught', 'throw new Error("planted")'],
  ['a promise that nobody waited for', 'Promise.reject(new Error("planted"))'],
])('%s, while the template is inactive: what had begun is finished, and the fault is shown', async (_, fault) => {
  const simulation = await simulate({ latencyMs: 40 })
  const script = `process.once('SIGUSR2', () => { ${fault} })`
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(script)}` }
  const args = ['add-offers', businessPremium, '--yes', '--config', simulation.urls.config]
  const running = startCli(args, { cwd: simulation.cwd, env })
  await signalAt(simulation, running, '"method":"pem.addResourceTypeToServiceTemplate"', 'SIGUSR2')
  const { stdout, stderr } = await expectExit(running.ended, 1)
  expect(stderr).toMatch(/This is a fault in the program, please report it:\nError: planted\n/)
  expect(stdout).toMatch(/^Interrupted; what had begun was finished\./m)
  expect((await simulation.snapshot()).templates.find(({ id }) => id === 12)).toMatchObject({ active: true })
  expect((await expectExit(simulation.typed('status'), 0)).stdout).toContain('Lease: held by nobody.')
  await expectExit(simulation.typed('resume', '--yes'), 0)
})

it('a second Ctrl-C stops at once and says what may be left', async () => {
  const simulation = await simulate({ latencyMs: 300 })
  const running = simulation.start('add-offers', businessPremium, '--yes')
  await signalAt(simulation, running, '"method":"pem.deactivateST"', 'SIGINT')
  await new Promise((resolve) => setTimeout(resolve, 100))
  running.child.kill('SIGINT')
  const { stderr, stdout } = await expectExit(running.ended, 130)
  expect(stderr).toMatch(/Stopped at once\..*SERVICE TEMPLATE "Office 365" \(12\) IS INACTIVE: the run \S+ stopped/s)
  expect(stderr).toContain('o365-onboard resume')
  expect(stderr).toContain('Or activate it by hand: Operations, Products > Service Templates')
  expect(stdout).not.toContain('not started')
  await expectExit(simulation.typed('resume', '--yes'), 0)
  expect((await simulation.snapshot()).templates.find(({ id }) => id === 12)).toMatchObject({ active: true })
})
