/** The installation cannot be reached, or does not let us in: what to look at, and nothing begun. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { expect, it } from 'vitest'
import { loadWorld } from '../../src/oa/simulator/load-world.ts'
import { startSimulator } from '../../src/oa/simulator/start-simulator.ts'
import { quietPort } from '../quiet-port.ts'
import { plantedWorld } from './planted.ts'
import { businessPremium, finallyDo, newFolder, root, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

const systems = ['operations', 'billing', 'aps'] as const

async function refused(simulation: Simulation, config: string): Promise<string> {
  const { stdout, stderr } = await expectExit(
    simulation.cli('add-offers', businessPremium, '--yes', '--config', config),
    1,
  )
  expect(stdout).toBe('')
  expect(await runsIn(simulation.state)).toEqual([])
  expect(await writes(simulation)).toEqual([])
  return stderr.replace(/\s+/g, ' ')
}

const withUrl = (simulation: Simulation, system: (typeof systems)[number], url: string) =>
  changedConfig(simulation, (config) => ({ ...config, [system]: { ...(config[system] as object), url } }))

it.each(systems)('%s: nothing listens there', async (system) => {
  const simulation = await simulate()
  const port = await quietPort()
  const text = await refused(simulation, await withUrl(simulation, system, `http://127.0.0.1:${port}`))
  expect(text).toContain(`127.0.0.1:${port}`)
  expect(text).toContain('nothing listens there (connection refused)')
  expect(text).toContain('Check host and port in the URL')
})

it.each([
  [
    'operations',
    /Operations API at .*: the credentials were not accepted.* Check operations\.username and operations\.password/,
  ],
  ['billing', /Billing API at .*: .*(Authentication failed|credentials were not accepted)/],
] as const)('%s: a wrong password', async (system, message) => {
  const simulation = await simulate()
  await writeFile(join(simulation.state, 'wrong-password'), 'wrong-canary-4711\n')
  const config = await changedConfig(simulation, (ready) => ({
    ...ready,
    [system]: { ...(ready[system] as object), password: { file: 'wrong-password' } },
  }))
  const text = await refused(simulation, config)
  expect(text).toMatch(message)
  expect(text).not.toContain('wrong-canary-4711')
})

it('a certificate that nobody vouches for is refused, and accepted once it is given as tls.ca', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  })
  const simulation = await simulate()
  const world = await loadWorld(await plantedWorld(join(root, 'worlds', 'small-provider.yaml'), await newFolder()))
  const secure = await startSimulator({ world, tls: { key, cert } })
  finallyDo(() => secure.close())
  const secured = (config: Record<string, unknown>) => ({
    ...config,
    ...Object.fromEntries(systems.map((name) => [name, { ...(config[name] as object), url: secure.urls[name] }])),
  })
  const text = await refused(simulation, await changedConfig(simulation, secured))
  expect(text).toContain('its certificate is self-signed, so nobody vouches for it')
  expect(text).toContain('give that certificate (PEM)')
  expect(secure.snapshot().types).toEqual([])

  await writeFile(join(simulation.state, 'ca.pem'), cert)
  const trusting = await changedConfig(simulation, (config) => ({ ...secured(config), tls: { ca: 'ca.pem' } }))
  const { stdout } = await expectExit(
    simulation.cli('add-offers', businessPremium, '--dry-run', '--detailed-exitcode', '--config', trusting),
    2,
  )
  expect(stdout).toMatch(/^Plan: 9 to create/m)
})

it('a CA file that is not there', async () => {
  const simulation = await simulate()
  const config = await changedConfig(simulation, (ready) => ({ ...ready, tls: { ca: 'nowhere.pem' } }))
  const { stderr } = await expectExit(simulation.cli('add-offers', businessPremium, '--yes', '--config', config), 3)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /The CA certificate \S*nowhere\.pem cannot be read: there is no such file\./,
  )
})
