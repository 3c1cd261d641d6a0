/** What must hold for both procedures in every installation. */

import { beforeAll, describe, expect, it } from 'vitest'
import { beganTooEarly } from './event-lines.ts'
import { writes } from '../e2e/simulation.ts'
import { open, planAgain, type Site, walk } from './walk.ts'
import type { Deeds, Procedure, WorldCase } from './world-case.ts'

/** Both run to their ends in the order of their needs, a second run plans nothing, and what they show is as it was read. */
export function describeBoth(world: WorldCase): void {
  describe(world.name, () => {
    let site: Site
    const given: Record<Procedure, readonly string[]> = { 'add-offers': [], 'add-addons': [] }
    beforeAll(async () => {
      site = await open(world)
      given['add-offers'] = await world.addOffers()
      given['add-addons'] = await world.addAddons()
    })

    it.each(['add-offers', 'add-addons'] as const)('%s', async (procedure) => {
      const before = await site.simulation.snapshot()
      const { plan, events, text } = await walk(site, procedure, given[procedure])
      await expect(text).toMatchFileSnapshot(`golden/${world.name}/${procedure}.txt`)
      expect(beganTooEarly(plan, events)).toEqual([])
      expect(events.at(-1)).toEqual({ type: 'run-finished', outcome: 'done' })
      const { operations } = await planAgain(site, procedure, given[procedure])
      expect(operations).toEqual([])
      const after = await site.simulation.snapshot()
      expect(after.templates.filter(({ active }) => !active)).toEqual([])
      expectOldPricesKept({ before, after })
      world.holds?.({ procedure, before, after, writes: await writes(site.simulation) })
    })
  })
}

/** No price list was given, so no fee and no old rate of an old plan has changed, byte for byte. */
function expectOldPricesKept({ before, after }: Pick<Deeds, 'before' | 'after'>): void {
  for (const old of before.plans) {
    const now = after.plans.find(({ id }) => id === old.id)
    expect(JSON.stringify(now?.periods)).toBe(JSON.stringify(old.periods))
    expect(JSON.stringify(now?.rates.slice(0, old.rates.length))).toBe(JSON.stringify(old.rates))
    expect([now?.name, now?.published]).toEqual([old.name, old.published])
  }
}
