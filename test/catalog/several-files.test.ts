import { describe, expect, it } from 'vitest'
import { answered, asText } from './answer-file.ts'
import { cells, csv, guid, headers, matrix } from './matrix-file.ts'
import { loadFiles, offerOf, told, type Contents, type Outcome } from './loaded-files.ts'
import { priceCsv, priceRow } from './price-file.ts'

const tells = ({ findings }: Outcome): string[] => findings.filter(({ severity }) => severity !== 'info').map(told)
const one = (given: Parameters<typeof cells>[1] = {}): string => matrix(cells(1, given))
const answerOf = (given: Parameters<typeof answered>[1] = {}): string =>
  asText([answered(guid(1), { name: 'Offer 1', product: { id: guid(101) }, ...given })])

describe('a matrix and an answer of the same offers', () => {
  it('fill each other’s gaps, and say which field is from where', async () => {
    const outcome = await loadFiles({ 'm.csv': one({ Duration: '', 'Allowed Countries': '' }), 'a.json': answerOf() })
    expect(outcome.findings).toEqual([])
    expect(offerOf(outcome, guid(1))).toMatchObject({
      provisioningId: 'PROV_1',
      productId: guid(101),
      duration: '1 Year',
      countries: ['United States'],
      at: { file: 'm.csv', line: 2 },
      origins: {
        productId: { file: 'a.json', line: 2 },
        duration: { file: 'a.json', line: 2 },
        countries: { file: 'a.json', line: 2 },
      },
    })
  })

  it.each<[string, Parameters<typeof answered>[1], string[]]>([
    ['the name but for case, blanks and dashes', { name: ' OFFER\u00a01 ' }, []],
    ['the name', { name: 'Suite 1' }, ['warning catalog/renamed-offer a.json:2']],
    ['the parents', { prerequisiteOffers: [guid(2)] }, ['error catalog/duplicate-offer a.json:2']],
    ['the seats', { maximumQuantity: 25 }, ['error catalog/duplicate-offer a.json:2']],
    ['the type', { isTrial: true }, ['error catalog/duplicate-offer a.json:2']],
    ['the country', { country: 'TH' }, []],
    ['the billing', { supportedBillingCycles: ['monthly'] }, []],
    ['the unit, guessed and known', { unitType: 'Gigabytes' }, []],
  ])('differ in %s', async (_, given, expected) => {
    expect(tells(await loadFiles({ 'm.csv': one(), 'a.json': answerOf(given) }))).toEqual(expected)
  })

  it('conversions are united: the matrix is known to claim others than the API', async () => {
    const files = {
      'm.csv': one({ 'Can Convert To': guid(2) }),
      'a.json': answerOf({ conversionTargetOffers: [guid(3)] }),
    }
    const outcome = await loadFiles(files)
    expect(tells(outcome)).toEqual(['warning catalog/united-conversions a.json:2'])
    expect(offerOf(outcome, guid(1)).convertsTo).toEqual([guid(2), guid(3)])
  })
})

it('the matrix’s Provisioning ID stays when the SKU table has another; both places are told', async () => {
  const skus = csv([
    ['String_Id', 'GUID'],
    ['OTHER', guid(101)],
  ])
  const outcome = await loadFiles({ 'm.csv': one(), 'a.json': answerOf(), 's.csv': skus })
  expect(tells(outcome)).toEqual(['warning catalog/other-provisioning-id s.csv:2'])
  expect(outcome.findings[0]?.message).toMatch(/PROV_1 \(m\.csv:2\).*OTHER \(s\.csv:2\)/)
  expect(offerOf(outcome, guid(1)).provisioningId).toBe('PROV_1')
})

it('the price list’s segment is believed, and the contradiction told', async () => {
  const prices = priceCsv([priceRow(guid(1))], [['Doc currency', 'USD']])
  const outcome = await loadFiles({ 'a.json': answerOf({ reselleeQualifications: ['Nonprofit'] }), 'p.csv': prices })
  expect(tells(outcome)).toEqual(['warning catalog/two-segments p.csv:3'])
  expect(offerOf(outcome, guid(1)).segment).toBe('corporate')
})

describe('files that need another', () => {
  it.each<[string, Contents, string[]]>([
    ['a price list', { 'p.csv': priceCsv([priceRow(guid(1))]) }, ['error catalog/price-list p.csv:-']],
    ['an SKU table', { 's.csv': 'String_Id,GUID\n' }, ['error catalog/sku-table s.csv:-']],
    [
      'both',
      { 'p.csv': priceCsv([priceRow(guid(1))]), 's.csv': 'String_Id,GUID\n' },
      ['error catalog/price-list p.csv:-', 'error catalog/sku-table s.csv:-'],
    ],
  ])('%s', async (_, files, expected) => {
    const outcome = await loadFiles(files)
    expect(tells(outcome).filter((finding) => finding.startsWith('error'))).toEqual(expected)
    expect(outcome.findings.find(({ severity }) => severity === 'error')?.hint).toContain('offer matrix')
  })
})

it('the order of files matters to names and places only', async () => {
  const [a, b] = [one({ Duration: '' }), matrix(cells(1, { 'Max Seat Count': '' }), cells(2))]
  const placeless = (outcome: Outcome): unknown =>
    outcome.offers?.map((offer) => ({ ...offer, at: undefined, origins: undefined }))
  const forwards = await loadFiles({ 'a.csv': a, 'b.csv': b })
  expect(placeless(forwards)).toEqual(placeless(await loadFiles({ 'b.csv': b, 'a.csv': a })))
  expect(offerOf(forwards, guid(1))).toMatchObject({ duration: '1 Year', maxSeats: 300 })
})

it('matrices of several countries are one catalog', async () => {
  const country = (name: string): string => csv([headers, cells(1, { 'Allowed Countries': name })])
  const outcome = await loadFiles({ 'us.csv': country('United States'), 'th.csv': country('Thailand') })
  expect(outcome.findings.map(told)).toEqual(['info catalog/united-markets th.csv:2'])
  expect(offerOf(outcome, guid(1)).countries).toEqual(['Thailand', 'United States'])
})
