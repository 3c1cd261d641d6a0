import { expect, it } from 'vitest'
import { sellableOffers } from '../../src/catalog/sellable.ts'
import { brief, cells, guid, load, matrix } from './matrix-file.ts'

const trial = (number: number, targets: number[], provisioningId: string): string[] =>
  cells(number, {
    'Offer Type': 'Trial',
    'Provisioning ID': provisioningId,
    'Can Convert To': targets.map(guid).join(';'),
    'Billing Frequency': 'none',
  })

it('leaves out trials, usage offers and offers without a Provisioning ID, with reasons', async () => {
  const bare = [2, 3, 4, 5].map((number) => cells(number, { 'Provisioning ID': '' }))
  const azure = cells(7, { 'Durable Offer ID': 'MS-AZR-0145P' })
  const { offers, leftOut, diagnostics } = sellableOffers(
    await load(matrix(cells(1), ...bare, trial(6, [1], 'PROV_1'), azure)),
  )
  expect([...offers.keys()]).toEqual([guid(1)])
  expect([...leftOut.values()].map(({ reason }) => reason)).toEqual([
    'no-provisioning-id',
    'no-provisioning-id',
    'no-provisioning-id',
    'no-provisioning-id',
    'trial',
    'usage',
  ])
  expect(diagnostics.map(brief)).toEqual(['info catalog/usage-offer 8', 'warning catalog/no-provisioning-id 3'])
  expect(diagnostics[1]?.message).toContain('4 offers without a Provisioning ID')
  expect(diagnostics[1]?.hint).toContain('provisioningIds')
})

it('links a trial to the paid offers with its Provisioning ID, else to the first listed', async () => {
  const catalog = await load(
    matrix(
      cells(1),
      cells(2),
      cells(3, { 'Provisioning ID': 'PROV_1' }),
      trial(10, [2, 1, 3], 'PROV_1'),
      trial(11, [99, 2], ''),
    ),
  )
  const { trials, paidOf } = sellableOffers(catalog)
  expect(paidOf).toEqual(
    new Map([
      [guid(10), [guid(1), guid(3)]],
      [guid(11), [guid(2)]],
    ]),
  )
  expect(trials).toEqual(
    new Map([
      [guid(1), guid(10)],
      [guid(3), guid(10)],
      [guid(2), guid(11)],
    ]),
  )
})

it('counts trials without a paid offer, and takes the lowest of two trials', async () => {
  const rows = [cells(1), trial(13, [99], ''), trial(12, [13], ''), trial(11, [1], 'PROV_1'), trial(10, [1], 'PROV_1')]
  const { trials, paidOf, diagnostics } = sellableOffers(await load(matrix(...rows)))
  expect(trials).toEqual(new Map([[guid(1), guid(10)]]))
  expect(paidOf.get(guid(11))).toEqual([guid(1)])
  expect(paidOf.has(guid(13))).toBe(false)
  expect(diagnostics.map(brief)).toEqual(['warning catalog/two-trials 5', 'warning catalog/trial-without-paid-offer 4'])
  expect(diagnostics[1]?.message).toContain('1 more finding of this kind, at line 3')
})
