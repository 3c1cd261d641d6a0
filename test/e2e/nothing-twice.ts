/** The world after the example was onboarded: every object once, whatever happened on the way. */

import { expect } from 'vitest'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'

export function expectNothingTwice({ types, resourceTypes, templates, plans }: Snapshot): void {
  const offerIds = types.map(({ offerId }) => offerId)
  expect([...offerIds].sort()).toEqual([...new Set(offerIds)].sort())
  expect(offerIds).toHaveLength(4)
  const references = resourceTypes.flatMap(({ activationParameters }) => activationParameters['resource_uid'] ?? [])
  expect([...references].sort()).toEqual([...new Set(references)].sort())
  expect(references).toHaveLength(5)
  const template = templates.find(({ id }) => id === 12)
  expect(template?.resources).toHaveLength(8)
  expect(template).toMatchObject({ active: true })
  const premium = plans.filter(({ templateId }) => templateId === 12)
  expect(premium.map(({ rates }) => rates.length)).toEqual([4])
}
