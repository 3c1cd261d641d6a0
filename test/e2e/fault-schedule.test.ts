/** `simulate --faults`: a schedule from a file, refused with its place when it is wrong. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { businessPremium, cli, newFolder, root } from './rig.ts'
import { expectExit, simulateInProcess } from './simulation.ts'

it('makes the simulator lose an answer, and the run adopts what was done', async () => {
  const cwd = await newFolder()
  await writeFile(
    join(cwd, 'faults.yaml'),
    'faults:\n  - { method: pem.addResourceType, nth: 2, fault: reset-after }\n',
  )
  const simulation = await simulateInProcess({ cwd, faults: 'faults.yaml' })
  await expectExit(simulation.cli('add-offers', businessPremium, '--yes'), 0)
  expect(await simulation.calls('?fault=reset-after')).toMatchObject([{ method: 'pem.addResourceType', outcome: 'ok' }])
  expect((await simulation.calls('?method=pem.addResourceType')).length).toBe(4)
})

it('comes with a world too, and a file on the command line counts instead', async () => {
  const cwd = await newFolder()
  // Where nobody looks for passwords: a world has some.
  const world = join(await newFolder(), 'world.yaml')
  const text = await readFile(join(root, 'worlds', 'small-provider.yaml'), 'utf8')
  await writeFile(world, `${text}\nfaults: [{ call: 1, fault: unauthorized }]\n`)
  await writeFile(join(cwd, 'none.json'), '{ "faults": [] }')
  const own = await simulateInProcess({ cwd, world })
  await expectExit(own.cli('add-offers', businessPremium, '--dry-run'), 1)
  own.server.child.kill('SIGTERM')
  await own.server.ended
  const none = await simulateInProcess({ cwd, world, faults: 'none.json' })
  await expectExit(none.cli('add-offers', businessPremium, '--dry-run'), 0)
})

it('is refused with line, column and the nearest fault', async () => {
  const cwd = await newFolder()
  await writeFile(join(cwd, 'faults.yaml'), 'faults:\n  - { write: 3, fault: reset-aftre }\n')
  const { stderr } = await expectExit(cli(['simulate', '--faults', 'faults.yaml'], { cwd }), 3)
  expect(stderr).toMatch(/faults\.yaml:2:\d+/)
  expect(stderr).toContain('Did you mean "reset-after"?')
  const missing = await expectExit(cli(['simulate', '--faults', 'nowhere.yaml'], { cwd }), 3)
  expect(missing.stderr.replace(/\s+/g, ' ')).toContain('The fault schedule nowhere.yaml cannot be read')
})

it('has a JSON Schema', async () => {
  const { stdout } = await expectExit(cli(['runbook', 'schema', 'faults'], { cwd: await newFolder() }), 0)
  expect(JSON.stringify(JSON.parse(stdout))).toContain('reset-after')
})
