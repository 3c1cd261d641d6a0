/**
 * Every kind of installation: both procedures run to their ends, a second run plans nothing, and plan, events and report
 * are as they were when somebody last read them. After a wanted change `vitest -u` writes them anew: then read the difference.
 */

import { beforeAll, describe, expect, it } from 'vitest'
import { beganTooEarly } from './event-lines.ts'
import { versions } from './indirect.ts'
import { noBillingWrites } from './no-billing-writes.ts'
import { smallNew } from './small-new.ts'
import { tenYearsOld } from './ten-years-old.ts'
import { twoInstances } from './two-instances.ts'
import { open, planAgain, type Procedure, type Site, type Walk, walk } from './walk.ts'
import type { WorldCase } from './world-case.ts'

const cases: readonly WorldCase[] = [smallNew, tenYearsOld, noBillingWrites, twoInstances, ...versions]

describe.each(cases)('$name', (world) => {
  let site: Site
  const given: Record<Procedure, readonly string[]> = { 'add-offers': [], 'add-addons': [] }
  beforeAll(async () => {
    site = await open(world)
    given['add-offers'] = await world.addOffers()
    given['add-addons'] = await world.addAddons()
  })

  it.each(['add-offers', 'add-addons'] as const)('%s', async (procedure) => {
    const made: Walk = await walk(site, procedure, given[procedure])
    await expect(made.text).toMatchFileSnapshot(`golden/${world.name}/${procedure}.txt`)
    expect(beganTooEarly(made.plan, made.events)).toEqual([])
    expect(made.events.at(-1)).toEqual({ type: 'run-finished', outcome: 'done' })
    const { operations } = await planAgain(site, procedure, given[procedure])
    expect(operations).toEqual([])
    const { templates } = await site.simulation.snapshot()
    expect(templates.filter(({ active }) => !active)).toEqual([])
  })
})
