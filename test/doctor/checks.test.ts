/** Single checks with what a real installation might answer. */

import { expect, it } from 'vitest'
import { endpoints } from '../../src/doctor/checks/endpoints.ts'
import { methods } from '../../src/doctor/checks/methods.ts'
import { versions } from '../../src/doctor/checks/versions.ts'
import type { Check, Examination } from '../../src/doctor/doctor.ts'
import { emptyInstallation, site, withVersion } from '../plan/small-world.ts'

const examination = (given: Partial<Examination>): Examination => ({
  site: site(),
  reader: { read: () => Promise.reject(new Error('nobody expected a read')), useInstance: () => undefined },
  probe: (system) => Promise.resolve({ system, encrypted: true, date: new Date(0) }),
  now: () => 0,
  stateFolder: () => Promise.resolve(undefined),
  billingParallel: 4,
  methods: () => Promise.resolve({ present: new Set(), missing: [] }),
  observed: () => Promise.resolve(emptyInstallation()),
  ...given,
})
const health = async (check: Check, given: Partial<Examination>) =>
  (await check.run(examination(given))).map(({ health: each, message }) => `${each} ${message}`)

it('a clock that is two minutes off is told for each system that is', async () => {
  const found = await health(endpoints, { now: () => 120_000 })
  expect(found.filter((each) => each.includes('120 s apart'))).toHaveLength(3)
  expect((await health(endpoints, { now: () => 30_000 })).every((each) => each.startsWith('ok'))).toBe(true)
})

it('plain HTTP is as the vendor wants it for Operations, and a warning elsewhere', async () => {
  const found = await health(endpoints, {
    probe: (system) => Promise.resolve({ system, encrypted: false, date: undefined }),
  })
  expect(found.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
    'ok operations',
    'warning billing',
    'warning aps',
  ])
})

it('a missing method is a problem where every run reads by it or the site allows it, and none otherwise', async () => {
  const missing = ['pem.APS.getApplications', 'bss.addServicePlan', 'pem.activateST']
  const found = await health(methods, {
    methods: () => Promise.resolve({ present: new Set(), missing }),
    site: site({ ways: { 'service-plan': ['bss'] } }),
  })
  const problems = found.filter((each) => each.startsWith('problem'))
  expect(problems).toHaveLength(2)
  expect(problems.join()).toContain('bss.addServicePlan, which ways.service-plan allows')
})

it.each([
  ['16.8.4-1234', 'oa-7.1-1216', 60, ['ok', 'ok']],
  ['21.0', 'cb-21.0-100', 250, ['warning', 'ok']],
  ['19.2', 'oa-8.2-1216', 250, ['ok', 'problem']],
  ['19.2', 'nothing we know', 60, ['ok', 'warning']],
])('application %s on %s with names of %i', async (version, build, resourceTypeMaxLength, wanted) => {
  const found = await health(versions, {
    observed: () => Promise.resolve(withVersion(version)),
    site: site({ policy: { names: { resourceTypeMaxLength } } }),
    reader: {
      read: () => Promise.resolve([{ value: `<x><Build>${build}</Build></x>` }]) as never,
      useInstance: () => undefined,
    },
  })
  expect(found.map((each) => each.split(' ')[0])).toEqual(wanted)
})
