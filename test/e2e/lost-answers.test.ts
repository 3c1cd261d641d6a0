/** OA fails in the middle: calls that never arrive, answers that get lost, errors although the work was done. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { encodeMethodCall } from '../../src/oa/xml-rpc.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import { planted } from './planted.ts'
import { businessPremium, newFolder, root } from './rig.ts'
import type { FaultName } from '../../src/oa/simulator/faults/faults.ts'
import { expectExit, simulate, type Simulation, writes } from './simulation.ts'

const addOffers = ['add-offers', businessPremium, '--yes']

async function expectCalmEnd(simulation: Simulation): Promise<void> {
  expectOnce(await simulation.snapshot())
  const flags = ['--dry-run', '--json', '--detailed-exitcode']
  const { stdout } = await expectExit(simulation.typed('add-offers', businessPremium, ...flags), 0)
  expect((JSON.parse(stdout) as Plan).operations).toEqual([])
}

const template = async (simulation: Simulation) => (await simulation.snapshot()).templates.find(({ id }) => id === 12)

/** As somebody else would, by the API. */
async function deactivate({ urls }: Simulation): Promise<void> {
  await fetch(urls.operations, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml',
      authorization: `Basic ${Buffer.from(`onboarding:${planted.operations}`).toString('base64')}`,
    },
    body: encodeMethodCall('pem.deactivateST', [{ st_id: 12 }]),
  })
}

async function inactiveWorld(): Promise<string> {
  const file = join(await newFolder(), 'world.yaml')
  const world = await readFile(join(root, 'worlds', 'small-provider.yaml'), 'utf8')
  await writeFile(file, world.replace('    description: All Office 365 offers\n', '    active: false\n'))
  return file
}

/** Every object once: twice the same offer would be billed twice. */
function expectOnce({ types, resourceTypes, templates, plans, resourceCategories }: Snapshot): void {
  expect(types.map(({ offerId }) => offerId).sort()).toEqual([
    '031c9e47-4802-4248-838e-778fb1d2cc05',
    '2828be95-46ba-4f91-b2fd-0bef192ecf60',
    '53fc25f7-6639-4f78-bb44-3c2dfec3ed40',
    'a2706f86-868d-4048-989b-0c69e5c76b63',
  ])
  const offers = resourceTypes.filter(({ id }) => id > 1000404)
  expect(new Set(offers.map(({ activationParameters }) => activationParameters['resource_uid'])).size).toBe(4)
  expect(offers).toHaveLength(4)
  const template = templates.find(({ id }) => id === 12)
  expect(template?.active).toBe(true)
  expect(template?.resources.slice(4).map(({ limit }) => limit)).toEqual([0, 0, 0, 0])
  expect(plans.filter(({ templateId }) => templateId === 12).map(({ rates }) => rates.length)).toEqual([4])
  expect(resourceCategories.flatMap(({ id, resourceIds }) => (id === 1 ? [] : resourceIds))).toHaveLength(4)
}

/**
 * The writes of the example are four types (1 to 4), four resource types (5 to 8), the template window (9: deactivate,
 * 10 to 13: add, 14: limits, 15: activate) and one plan (16).
 */
const all = Array.from({ length: 16 }, (_, index) => index + 1)
/** `npm run test:faults` has every fault at every place. */
const some = [1, 9, 15]

describe.each<[FaultName, number[]]>([
  ['reset-after', all],
  ['error-before', some],
  ['error-after', some],
  ['reset-before', some],
])('%s', (fault, places) => {
  it.each(places)('write %i: settled by itself, nothing twice, nothing lost, the window closed', async (wrong) => {
    const simulation = await simulate()
    await simulation.faults([{ write: wrong, fault }])
    const { stdout } = await expectExit(simulation.typed(...addOffers), 0)
    expect(stdout).toMatch(/^Done\./m)
    expect((await simulation.calls(`?fault=${fault}`)).length).toBe(1)
    await expectCalmEnd(simulation)
  })
})

it.each([1, 5, 9, 16])('write %i is done after its answer was lost: it is waited for, not repeated', async (wrong) => {
  const simulation = await simulate({ quarantineSeconds: 30 })
  await simulation.faults([{ write: wrong, fault: 'late' }])
  const { stdout } = await expectExit(simulation.typed(...addOffers), 0)
  expect(stdout).toMatch(/^… .*: the answer was lost, and the work may still be done; waiting until \d\d:\d\d$/m)
  await expectCalmEnd(simulation)
})

it('with --no-wait ends with 7 and a time, and the resumed run adopts what came', async () => {
  const simulation = await simulate({ quarantineSeconds: 30 })
  await simulation.faults([{ write: 1, fault: 'late' }])
  const { stdout, stderr } = await expectExit(simulation.typed(...addOffers, '--no-wait'), 7)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /^error Create license type .+: the answer was lost, and the work may still be done, and nothing is to be waited for \(--no-wait\)\. It may still come until \d\d:\d\d\. → From \d\d:\d\d on/,
  )
  expect(stdout).toMatch(/^Stopped by a failure\./m)
  await simulation.settled()
  expect((await expectExit(simulation.typed('resume', '--yes'), 0)).stdout).toContain('was there already')
  await expectCalmEnd(simulation)
})

it('a deactivation that may still come keeps the debt open, and what came of it is made good by the next resume', async () => {
  const simulation = await simulate({ quarantineSeconds: 30 })
  await simulation.faults([{ method: 'pem.deactivateST', fault: 'late' }])
  const { stdout } = await expectExit(simulation.typed(...addOffers, '--no-wait'), 7)
  expect(stdout).toMatch(
    /^! Office 365 is active, but a deactivation without an answer may still be done until \d\d:\d\d$/m,
  )
  expect(stdout.replace(/\s+/g, ' ')).toMatch(/may be deactivated until \d\d:\d\d by a call without an answer/)
  await simulation.settled()
  expect((await template(simulation))?.active).toBe(false)
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 4)
  await expectExit(simulation.typed('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('does not end calmly when the template turns inactive in the middle, and the next resume activates it', async () => {
  const simulation = await simulate()
  // The last write of the run: what comes after it is only looked at.
  await simulation.faults([{ method: 'bss.addServicePlan', fault: 'slow', delayMs: 1000 }])
  const running = simulation.start(...addOffers)
  await vi.waitFor(
    async () => {
      expect(await simulation.calls('?method=bss.addServicePlan&outcome=not-done')).toHaveLength(1)
    },
    { timeout: 30_000 },
  )
  await deactivate(simulation)
  const { stdout, stderr } = await expectExit(running.ended, 1)
  expect(stderr).toContain('is inactive again')
  expect(stdout).toContain('SERVICE TEMPLATE "Office 365" (12) IS INACTIVE')
  await expectExit(simulation.typed('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('stops at a refusal in the words of OA, and goes on when the cause is gone', async () => {
  const simulation = await simulate()
  await simulation.faults([{ method: 'bss.addServicePlan', fault: 'refusal' }])
  const { stderr, stdout } = await expectExit(simulation.typed(...addOffers), 1)
  expect(stderr).toMatch(/^error {2}Operations API at 127\.0\.0\.1:\d+, bss\.addServicePlan: Invalid set of arguments/m)
  expect(stdout).toMatch(/^✗ Create service plan Office 365 Business Premium$/m)
  expect(stdout).not.toContain('Synchronize')
  expect((await simulation.snapshot()).syncs).toEqual([])
  await expectExit(simulation.typed('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('closes the template window again after OA refused something inside it', async () => {
  const simulation = await simulate()
  await simulation.faults([{ method: 'pem.addResourceTypeToServiceTemplate', fault: 'refusal' }])
  const { stdout } = await expectExit(simulation.typed(...addOffers), 1)
  expect((await writes(simulation)).slice(-3).map(({ method }) => method)).toEqual([
    'pem.deactivateST',
    'pem.addResourceTypeToServiceTemplate',
    'pem.activateST',
  ])
  expect((await template(simulation))?.active).toBe(true)
  expect(stdout).toMatch(/^! Office 365 is inactive from here$/m)
  expect(stdout).toMatch(/^✓ Office 365 is active again$/m)
  expect(stdout).not.toContain('IS INACTIVE')
  await expectExit(simulation.typed('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('shouts when the window cannot be closed, owes it, and pays first of all', async () => {
  const simulation = await simulate()
  await simulation.faults([
    { method: 'pem.setSTRTLimits', times: 99, fault: 'error-before' },
    { method: 'pem.activateST', times: 99, fault: 'error-before' },
  ])
  const { stdout, stderr } = await expectExit(simulation.typed(...addOffers), 1)
  expect(stderr).toMatch(/The service template "Office 365" \(12\) IS INACTIVE and nothing on it can be sold\./)
  expect(stdout).toMatch(/^SERVICE TEMPLATE "Office 365" \(12\) IS INACTIVE: nothing on it can be sold\.$/m)
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 4)
  await expectExit(simulation.typed('resume', '--yes'), 7)
  await simulation.faults([])
  await expectExit(simulation.typed('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})

it('leaves a template inactive that was inactive before', async () => {
  const simulation = await simulate({ world: await inactiveWorld() })
  await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 0)
  expect(await template(simulation)).toMatchObject({ active: false })
  expect((await template(simulation))?.resources).toHaveLength(8)
  expect((await simulation.calls('?effect=write')).map(({ method }) => method)).not.toContain('pem.activateST')
})

it('stays uncertain when not even a look is possible, starts nothing more, and resumes when OA is back', async () => {
  const simulation = await simulate()
  await simulation.faults([
    { write: 7, fault: 'reset-after' },
    { write: 8, fault: 'refused', delayMs: 600_000 },
  ])
  const { stdout, stderr } = await expectExit(simulation.typed(...addOffers), 7)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /^error Create resource type .+: the call left, no answer came, and it cannot be looked up: .+ The call: .+ → Is it there\?/,
  )
  expect(stdout).toMatch(/\d+ not started/)
  await expectExit(simulation.typed('resume', '--yes'), 1)
  await simulation.faults([])
  expect((await writes(simulation)).length).toBeLessThanOrEqual(8)
  await expectExit(simulation.typed('resume', '--yes'), 0)
  await expectCalmEnd(simulation)
})
