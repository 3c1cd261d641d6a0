import { describe, expect, it } from 'vitest'
import { countryKey, countryName } from '../../src/catalog/country-names.ts'
import type { MarketPolicy } from '../../src/catalog/market-policy.ts'
import { cells, guid, matrix } from './matrix-file.ts'
import { loadFiles, offerOf, told, type Outcome } from './loaded-files.ts'

const nonprofit = 'Suite (Nonprofit Staff Pricing)'
const catalog = matrix(
  cells(1),
  cells(2, { 'Offer Display Name': nonprofit }),
  cells(3, { 'Depends On': `${guid(1)};${guid(2)};${guid(8)}` }),
  cells(4, { 'Depends On': guid(2), 'Allowed Countries': 'Thailand;Korea', Duration: '1 Month' }),
  cells(5, {
    'Offer Display Name': 'Storage (Charity)',
    'Depends On': `${guid(1)};${guid(2)}`,
    'Allowed Countries': '',
  }),
)

const load = (policy: MarketPolicy): Promise<Outcome> => loadFiles({ 'm.csv': catalog }, { policy })
const ids = ({ offers }: Outcome): unknown => offers?.map(({ id }) => Number.parseInt(id.slice(-2), 16))

it('changes nothing by default', async () => {
  expect(await load({})).toEqual(await loadFiles({ 'm.csv': catalog }))
  expect(await load({ crossSegmentParents: 'all', countries: [] })).toEqual(await load({}))
})

describe('segments', () => {
  it('only parents of the own segment and corporate ones count', async () => {
    const outcome = await load({ crossSegmentParents: 'own-and-corporate' })
    expect(outcome.findings.map(told)).toEqual(['info catalog/policy-segment'])
    expect(outcome.findings[0]?.message).toContain('2 parent references')
    // A parent that is not in the catalog is of no known segment, and stays.
    expect(offerOf(outcome, guid(3)).parents).toEqual([guid(1), guid(8)])
    expect(offerOf(outcome, guid(5)).parents).toEqual([guid(1), guid(2)])
  })

  it('an add-on that loses all its parents does not become a licence', async () => {
    const outcome = await load({ crossSegmentParents: 'own-and-corporate' })
    expect(offerOf(outcome, guid(4))).toMatchObject({ kind: 'addon', parents: [] })
  })
})

describe('countries', () => {
  it.each<[string[], number[]]>([
    [['Thailand'], [4, 5]],
    [['th'], [4, 5]],
    [
      ['KR', 'Thailand'],
      [4, 5],
    ],
    [['United States'], [1, 2, 3, 5]],
    [['US', 'TH'], [5]],
  ])('%j: offers that allow each, or do not say', async (countries, expected) => {
    const outcome = await load({ countries })
    expect(ids(outcome)).toEqual(expected)
    expect(outcome.findings.map(({ code }) => code)).toEqual(['catalog/policy-country'])
  })

  it('have the names of the matrix', () => {
    expect(['hk', 'KR', 'US', 'TT', 'CI', 'XX', 'Thailand'].map(countryName)).toEqual([
      'Hong Kong SAR',
      'Korea',
      'United States',
      'Trinidad and Tobago',
      "Côte d'Ivoire",
      'XX',
      'Thailand',
    ])
    expect(countryKey("cote d'ivoire")).toBe(countryKey('CI'))
  })
})

it('terms: offers of these, or of none that is known', async () => {
  const outcome = await load({ terms: ['1 month'] })
  expect(ids(outcome)).toEqual([4])
  expect(outcome.findings.map(told)).toEqual(['info catalog/policy-term m.csv:2'])
})
