/** One run at a time: whoever comes second is told who is at work, and nothing is done twice. */

import { access, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { businessPremium, runsIn } from './rig.ts'
import { expectExit, simulate, writes } from './simulation.ts'

it('two at once: one does it, the other is told and changes nothing', async () => {
  const simulation = await simulate({ latencyMs: 20 })
  const add = () => simulation.cli('add-offers', businessPremium, '--yes')
  const [first, second] = await Promise.all([add(), add()])
  expect([first.code, second.code].sort()).toEqual([0, 8])
  const refused = first.code === 8 ? first : second
  expect(refused.stderr).toMatch(/Another run \(process \d+\) uses /)
  expect(refused.stderr).toContain('run/locked')
  const { types } = await simulation.snapshot()
  expect(types.map(({ offerId }) => offerId)).toHaveLength(4)
  expect(await runsIn(simulation.state)).toHaveLength(1)
})

it('a dry run may look meanwhile, and a dead holder is taken over', async () => {
  const simulation = await simulate()
  const lock = join(simulation.state, 'runs.lock')
  await writeFile(lock, `1 ${hostname()}`)
  await expectExit(simulation.cli('add-offers', businessPremium, '--dry-run'), 0)
  await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 8)
  expect(await writes(simulation)).toEqual([])
  await writeFile(lock, `999999999 ${hostname()}`)
  await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 0)
  await expect(access(lock)).rejects.toThrow('ENOENT')
})

it('a holder on another machine is never taken over', async () => {
  const simulation = await simulate()
  await writeFile(join(simulation.state, 'runs.lock'), '999999999 elsewhere')
  const { stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 8)
  expect(stderr.replace(/\s+/g, ' ')).toContain('(process 999999999 on elsewhere)')
})
