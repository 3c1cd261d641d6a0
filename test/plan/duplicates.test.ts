/** P2, I1, I2: two objects for one offer stop a run that is about it, and leave every other run alone. */

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OnboardError } from '../../src/lib/onboard-error.ts'
import { packageRoot } from '../../src/lib/package-root.ts'
import { planFrom, type PlanRequest } from '../../src/onboard.ts'
import type { ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import { emptyInstallation, shippedRunbook, site, sold, type } from './small-world.ts'

const PREMIUM = '031c9e47-4802-4248-838e-778fb1d2cc05'
const STORAGE = '53fc25f7-6639-4f78-bb44-3c2dfec3ed40'
const ARCHIVING = '2828be95-46ba-4f91-b2fd-0bef192ecf60'

const request = (...wanted: string[]): PlanRequest => ({
  runbook: { ...shippedRunbook, file: 'runbooks/add-offers.yaml' },
  catalogFiles: [join(packageRoot, 'catalog-samples', 'business-premium.csv')],
  wanted,
  plans: [],
  installation: { name: 'test', endpoint: 'https://oa.example/', site: site() },
})

const at = (kind: 'license' | 'addon', number: number, offerId: string, given: Partial<ObservedType> = {}) =>
  type(kind, number, { offerId, ...given })

const premium = at('license', 1, PREMIUM, { name: 'Premium' })
const storage = at('addon', 2, STORAGE, { name: 'Storage', parents: [PREMIUM], assignable: false })
const twin = at('addon', 3, STORAGE, { apsId: 'twin', name: 'Storage by hand', parents: [] })

const plan = async (observed: ObservedState, ...wanted: string[]) =>
  (await planFrom(request(...wanted), () => Promise.resolve(observed))).plan

async function refusal(observed: ObservedState, ...wanted: string[]): Promise<OnboardError> {
  return plan(observed, ...wanted).then(
    () => {
      throw new Error('it was planned')
    },
    (error: unknown) => error as OnboardError,
  )
}

const twoTypes = emptyInstallation({ ...sold(premium, storage), types: [premium, storage, twin] })

describe('two types for one offer', () => {
  it('stop a run for that offer, and both are shown with name and id', async () => {
    const { code, kind, diagnostics } = await refusal(twoTypes, STORAGE)
    expect([code, kind]).toEqual(['observe/two-types', 'invalid-input'])
    expect(diagnostics[0]?.message).toContain('"Storage" (type-2) and "Storage by hand" (twin)')
  })

  it('stop a run for the whole catalog', async () => {
    expect((await refusal(twoTypes)).code).toBe('observe/two-types')
  })

  it('do not stop a run for another offer: a warning, and neither of them is touched', async () => {
    const { operations, diagnostics } = await plan(twoTypes, ARCHIVING)
    const found = diagnostics.filter(({ code }) => code === 'observe/two-types')
    expect(found.map(({ severity }) => severity)).toEqual(['warning'])
    expect(operations.length).toBeGreaterThan(0)
    expect(JSON.stringify(operations.map(({ address, value }) => [address, value?.['rates']]))).not.toContain(STORAGE)
  })

  it('are one type to the plan when only the case of the id differs', async () => {
    const upper = { ...sold(premium), resourceTypes: [{ id: 101, name: 'Premium', typeId: 'TYPE-1' }] }
    const { operations } = await plan(emptyInstallation(upper), PREMIUM)
    expect(operations.filter(({ address }) => address?.startsWith('resource-type/'))).toEqual([])
  })
})

it('two resource types for one type stop a run that needs one of them, and no other', async () => {
  const base = sold(premium, storage)
  const observed = emptyInstallation({
    ...base,
    resourceTypes: [...(base.resourceTypes ?? []), { id: 900, name: 'Second storage', typeId: 'type-2' }],
  })
  const { code, diagnostics } = await refusal(observed, STORAGE)
  expect(code).toBe('observe/two-resource-types')
  expect(diagnostics[0]?.message).toMatch(/"Storage" \(\d+\) and "Second storage" \(900\)/)
  expect((await plan(observed, ARCHIVING)).diagnostics.map((each) => each.code)).toContain('observe/two-resource-types')
})

it('a hand-made type under another name is adopted by its offer id, with the difference in the plan', async () => {
  const wrong = at('license', 1, PREMIUM, { name: 'BP (do not touch!)', provisioningId: 'WRONG' })
  const { operations } = await plan(emptyInstallation({ types: [wrong] }), PREMIUM)
  const [adopted, ...more] = operations.filter(({ address }) => address === `license-type/${PREMIUM}`)
  expect(more).toEqual([])
  expect(adopted?.action).toBe('update')
  expect(adopted?.changes.find(({ field }) => field === 'provisioningId')).toEqual({
    field: 'provisioningId',
    from: 'WRONG',
    to: 'O365_BUSINESS_PREMIUM',
  })
  expect(adopted?.value?.['name']).toBe('BP (do not touch!)')
})
