/** `doctor`: what is there and what is not, without a single write. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { DoctorReport } from '../../src/doctor/doctor.ts'
import { inferredFacts } from '../../src/doctor/inferred-facts.ts'
import { checks } from '../../src/doctor/checks.ts'
import { siteSchema } from '../../src/resource/site.ts'
import { wayProblems } from '../../src/resource/way-problems.ts'
import { changedWorld } from './changed-world.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

async function examined(simulation: Simulation, code: number, ...args: string[]): Promise<DoctorReport> {
  const { stdout } = await expectExit(simulation.typed('doctor', '--json', ...args), code)
  return JSON.parse(stdout) as DoctorReport
}
const told = ({ findings }: DoctorReport, health: string) =>
  findings.filter((each) => each.health === health).map(({ check, message }) => `${check}: ${message}`)

it('finds a healthy installation in order, suggests ways that are valid, and writes nothing', async () => {
  const simulation = await simulate({ world: 'enterprise-provider' })
  const file = join(simulation.cwd, 'ways.yaml')
  const report = await examined(simulation, 0, '--out', file)
  expect(told(report, 'problem')).toEqual([])
  const suggested = await readFile(file, 'utf8')
  const { ways } = siteSchema.parse(parse(suggested))
  expect(wayProblems(ways)).toEqual([])
  expect(ways).toMatchObject({ 'license-type': ['aps', 'manual'], 'service-template': ['pem', 'manual'] })
  expect(suggested).toBe(report.suggestion.yaml)
  expect(await writes(simulation)).toEqual([])
  const again = await expectExit(simulation.typed('doctor', '--out', file), 3)
  expect(again.stderr).toContain('ways.yaml is there already')
})

it('tells every fact that is only inferred, and of each what checks it or why nothing can', async () => {
  for (const { fact, check, unchecked } of inferredFacts) {
    expect((check === undefined) !== (unchecked === undefined), fact).toBe(true)
    if (check !== undefined) expect(checks.map(({ name }) => name)).toContain(check)
  }
  const simulation = await simulate()
  const { facts } = await examined(simulation, 0)
  expect(facts.filter(({ found }) => found === 'not checked').length).toBeGreaterThan(3)
  const { stdout } = await expectExit(simulation.typed('doctor'), 0)
  expect(stdout).toContain('Threads cannot be read by any API')
})

it('properties of another name are a problem, with the names that are there, and aps is not suggested', async () => {
  const simulation = await simulate()
  const config = await changedConfig(simulation, (given) => ({
    ...given,
    apsTypes: { properties: { offerId: 'offer_id' } },
  }))
  const report = await examined(simulation, 1, '--config', config)
  expect(told(report, 'problem').join()).toContain('has no property offer_id; it has isUserSpecific, name, offerId')
  expect(report.suggestion.ways['license-type']).toEqual(['manual'])
})

it.each([
  ['operations', /credentials were not accepted/],
  ['billing', /wrong user name or password/],
] as const)('wrong credentials of %s are a problem, told once', async (system, words) => {
  const simulation = await simulate()
  const secret = join(simulation.state, 'wrong-password')
  await writeFile(secret, 'certainly-wrong\n', { mode: 0o600 })
  const config = await changedConfig(simulation, (given) => ({
    ...given,
    [system]: { ...(given[system] as object), password: { file: 'wrong-password' } },
  }))
  const problems = told(await examined(simulation, 1, '--config', config), 'problem')
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(words)
})

it('I10: Azure resources in the template are a problem, and nothing else of it is judged', async () => {
  const world = await changedWorld('enterprise-provider', (given) => ({
    ...given,
    resourceTypes: [
      ...(given['resourceTypes'] as object[]),
      { id: 1000999, name: 'Azure', resourceClass: 'rc.saas.service.link', activationParameters: { app_id: 99 } },
    ],
    serviceTemplates: (given['serviceTemplates'] as { resources: object[] }[]).map((each) => ({
      ...each,
      resources: [...each.resources, { resourceTypeId: 1000999, limit: 0 }],
    })),
  }))
  const simulation = await simulate({ world })
  const problems = told(await examined(simulation, 1), 'problem')
  expect(problems.join()).toContain('holds Azure resources beside those of Office 365: "Azure"')
})

it('P3, P4: an inactive template and an unlimited offer are told', async () => {
  const world = await changedWorld('enterprise-provider', (given) => ({
    ...given,
    serviceTemplates: (given['serviceTemplates'] as { resources: object[] }[]).map((each) => ({
      ...each,
      active: false,
      resources: each.resources.map((resource) =>
        (resource as { resourceTypeId: number }).resourceTypeId === 1000411 ? { ...resource, limit: -1 } : resource,
      ),
    })),
  }))
  const simulation = await simulate({ world })
  const warnings = told(await examined(simulation, 0), 'warning')
  expect(warnings.filter((each) => each.startsWith('rules: ')).map((each) => each.slice(7, 9))).toEqual(['I8', 'I9'])
})
