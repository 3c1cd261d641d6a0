/** A journal that cannot be written: not one change is made that could not be noted, and what is open is said. */

import { spawn } from 'node:child_process'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunEvent } from '../../src/run/run-event.ts'
import { businessPremium, cliFile, type Ended, journalLines, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

/** A run that was interrupted right at its beginning. */
async function begun(simulation: Simulation): Promise<string> {
  const running = simulation.start('add-offers', businessPremium, '--yes')
  for (;;) {
    const [run] = await runsIn(simulation.state)
    if (run !== undefined && (await journalLines(simulation.state, run).catch(() => [])).length > 1) {
      running.child.kill('SIGINT')
      await expectExit(running.ended, 130)
      return run
    }
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

/** Resumes where no file may become larger than so many bytes (in whole kilobytes, as the shell counts). */
function resumeWithin(bytes: number, { cwd, urls }: Simulation): Promise<Ended> {
  const script = `ulimit -f ${Math.ceil(bytes / 1024)}; exec "$0" "$@"`
  const command = [process.execPath, cliFile, 'resume', '--yes', '--config', urls.config]
  const child = spawn('bash', ['-c', script, ...command], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...output })
    })
  })
}

const isInactive = async (simulation: Simulation) =>
  (await simulation.snapshot()).templates.some(({ id, active }) => id === 12 && !active)

it.each([1, 4, 8, 10, 14])(
  'no file may grow by more than %i kB: nothing is sent that is not noted, then resume completes it',
  async (kilobytes) => {
    const simulation = await simulate({ latencyMs: 5 })
    const run = await begun(simulation)
    const journal = join(simulation.state, 'runs', run, 'journal.jsonl')
    const { stderr } = await expectExit(resumeWithin((await stat(journal)).size + kilobytes * 1024, simulation), 1)
    const said = stderr.replace(/\s+/g, ' ')
    expect(said).toContain('cannot be written: files may not grow any further here (see ulimit -f)')
    expect(said).toContain('journal/not-written')
    expect(said).toContain('Make room or mend the folder, then type: o365-onboard resume')
    expect(said).toMatch(new RegExp(`The run ${run} has \\d+ of \\d+ operations done`))

    const whole = (await journalLines(simulation.state, run)).flatMap(parsed)
    const intended = whole.filter(({ type }) => type === 'call-intended').length
    const sent = (await writes(simulation)).filter(({ system }) => system !== 'panel').length
    expect(sent, 'calls that OA got and the journal does not know').toBeLessThanOrEqual(intended)
    if (await isInactive(simulation)) {
      expect(said).toContain(`SERVICE TEMPLATE "Office 365" (12) IS INACTIVE: the run ${run} stopped while changing it`)
      expect(said).toContain('To activate the template by hand: Operations, Products > Service Templates')
    }

    await expectExit(simulation.cli('resume', '--yes'), 0)
    expect(await isInactive(simulation)).toBe(false)
    const { types } = await simulation.snapshot()
    expect(new Set(types.map(({ offerId }) => offerId)).size).toBe(types.length)
  },
)

/** The whole lines; the one that did not fit is none. */
function parsed(line: string): RunEvent[] {
  try {
    return [(JSON.parse(line) as { event: RunEvent }).event]
  } catch {
    return []
  }
}

it('a state folder that cannot be made: refused before any call', async () => {
  const simulation = await simulate()
  await writeFile(join(simulation.cwd, 'a-file'), '')
  const state = join(simulation.cwd, 'a-file', 'state')
  const config = await changedConfig(simulation, (ready) => ({ ...ready, state }))
  const { stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--yes', '--config', config), 1)
  expect(stderr.replace(/\s+/g, ' ')).toContain(`The state folder ${state} cannot be written: ENOTDIR`)
  expect(stderr).toContain('state/not-writable')
  expect(await simulation.calls()).toEqual([])
})
