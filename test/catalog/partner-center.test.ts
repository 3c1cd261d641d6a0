import { describe, expect, it } from 'vitest'
import { answer, answered, asText, type AnswerOffer } from './answer-file.ts'
import { guid } from './matrix-file.ts'
import { loadFiles, offerOf, told, type Outcome } from './loaded-files.ts'

/** The line on which the n-th offer starts: each begins with its id. */
function lineOf(value: unknown, offer: number): number {
  const lines = asText(value).split('\n')
  return (
    lines.flatMap((line, index) =>
      /^ *"id": "[0-9A-F]{8}-0/.test(line) || line.includes('"id": "0000') ? [index] : [],
    )[offer - 1] ?? 0
  )
}

const load = (value: unknown): Promise<Outcome> => loadFiles({ 'a.json': asText(value) })
const tells = ({ findings }: Outcome): string[] => findings.map(told)

it('every field of an answer, in the wording of the matrix', async () => {
  const offer = answered(guid(2), {
    name: ' Extra\u00a0Storage ',
    description: 'More room',
    prerequisiteOffers: [guid(1).toUpperCase(), guid(7)],
    conversionTargetOffers: [guid(3)],
    upgradeTargetOffers: [guid(4).toUpperCase(), guid(3)],
    limitUnitOfMeasure: 'LifeTime',
    limit: 2,
    term: 45,
    termUnitOfMeasure: 'Day',
    unitType: 'Gigabytes',
    reselleeQualifications: ['Nonprofit'],
    country: 'HK',
  })
  const both = answer([answered(guid(1)), offer])
  const outcome = await load(both)
  expect(outcome.findings).toEqual([])
  const { at, ...rest } = offerOf(outcome, guid(2))
  expect(at).toEqual({ file: 'a.json', line: lineOf(both, 2), column: 5 })
  expect(rest).toEqual({
    id: guid(2),
    name: 'Extra Storage',
    kind: 'addon',
    provisioningId: undefined,
    parents: [guid(1), guid(7)],
    convertsTo: [guid(3), guid(4)],
    duration: '45 Days',
    billingFrequencies: ['annual', 'monthly'],
    minSeats: 1,
    maxSeats: 300,
    limit: 2,
    limitScope: 'Lifetime',
    perGigabyte: true,
    description: 'More room',
    countries: ['Hong Kong SAR'],
    productId: 'f245ecc8-75af-4f8e-b61f-27d8114de5f3',
    segment: 'charity',
    prices: [],
    priceChange: undefined,
    validFrom: undefined,
    validTo: undefined,
    origins: {},
  })
})

describe('shapes', () => {
  const one = [answered(guid(1))]
  const pascal = (offer: AnswerOffer): AnswerOffer =>
    Object.fromEntries(Object.entries(offer).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]))

  it.each<[string, unknown]>([
    ['an answer', answer(one)],
    ['a bare list', one],
    ['a single offer', one[0]],
    ['a list of answers', [answer(one), answer([])]],
    ['answers by country', { US: answer(one), ES: answer([]) }],
    ['lists by country', { US: one }],
    ['PowerShell', { TotalCount: 1, Items: one.map(pascal) }],
    [
      'an old answer, without what came later',
      [answered(guid(1), { isTrial: undefined, term: undefined, unitType: undefined })],
    ],
  ])('%s', async (_, value) => {
    const outcome = await load(value)
    expect(outcome.findings).toEqual([])
    expect(offerOf(outcome, guid(1))).toMatchObject({ kind: 'license', countries: ['United States'] })
  })

  it('one line, with a byte order mark', async () => {
    const outcome = await loadFiles({ 'a.json': `\ufeff${JSON.stringify(answer(one))}` })
    expect(offerOf(outcome, guid(1)).at).toEqual({ file: 'a.json', line: 1, column: 26 })
  })
})

describe('several countries', () => {
  const inCountry = (country: string, given: AnswerOffer = {}): AnswerOffer =>
    answered(guid(1), { country, prerequisiteOffers: [guid(5)], ...given })

  it('become one offer, allowed in all of them', async () => {
    const both = [answer([inCountry('US')]), answer([inCountry('ES', { supportedBillingCycles: ['monthly'] })])]
    const outcome = await load(both)
    expect(tells(outcome)).toEqual([`info catalog/united-markets a.json:${lineOf(both, 2)}`])
    expect(offerOf(outcome, guid(1))).toMatchObject({
      countries: ['Spain', 'United States'],
      billingFrequencies: ['annual', 'monthly'],
      at: { line: lineOf(both, 1) },
      origins: { countries: { line: lineOf(both, 2) } },
    })
  })

  it('with parents of their own: united, with a warning', async () => {
    const outcome = await load([inCountry('US'), inCountry('ES', { prerequisiteOffers: [guid(6)] })])
    expect(tells(outcome)).toEqual(['warning catalog/united-parents a.json:35'])
    expect(offerOf(outcome, guid(1)).parents).toEqual([guid(5), guid(6)])
  })

  it('with other limits: a contradiction with both places', async () => {
    const outcome = await load([inCountry('US'), inCountry('ES', { maximumQuantity: 25 })])
    expect(outcome.findings).toMatchObject([{ severity: 'error', code: 'catalog/duplicate-offer', at: { line: 35 } }])
    expect(outcome.findings[0]?.message).toMatch(/different maximum of seats: a\.json:2:\d+ and a\.json:35:\d+/)
  })

  it('the same parents differing within one country are a contradiction', async () => {
    const outcome = await load([inCountry('US'), inCountry('US', { prerequisiteOffers: [guid(6)] })])
    expect(tells(outcome)).toEqual(['error catalog/duplicate-offer a.json:35'])
  })
})

describe('kinds', () => {
  it.each<[string, AnswerOffer, string]>([
    ['trial', { isTrial: true }, 'trial'],
    ['not a trial, whatever its name', { name: 'X Trial', conversionTargetOffers: [guid(9)] }, 'license'],
    ['billed by usage', { id: 'SOME-PLAN-1', billing: 'usage' }, 'usage'],
    ['Azure', { id: 'MS-AZR-0145P', supportedBillingCycles: [] }, 'usage'],
    ['parents as objects', { prerequisiteOffers: [{ id: guid(8), name: 'E3' }] }, 'addon'],
    ['parents as one text', { prerequisiteOffers: `${guid(8)} ${guid(9)}` }, 'addon'],
  ])('%s', async (_, given, kind) => {
    const outcome = await load([answered(guid(1), given)])
    expect(outcome.offers?.map((offer) => offer.kind)).toEqual([kind])
  })
})

describe('what is wrong', () => {
  it.each<[string, AnswerOffer, string]>([
    ['no id', { id: 'E3' }, 'error catalog/bad-offer-id a.json:2'],
    ['no name', { name: ' ' }, 'error catalog/missing-name a.json:2'],
    ['seats', { maximumQuantity: -1 }, 'error catalog/bad-field a.json:2'],
    ['parents', { prerequisiteOffers: ['E3'] }, 'error catalog/bad-reference a.json:2'],
    ['a list of numbers', { prerequisiteOffers: [1] }, 'error catalog/bad-field a.json:2'],
    ['itself as a parent', { prerequisiteOffers: [guid(1), guid(2)] }, 'warning catalog/self-reference a.json:2'],
    ['an add-on without parents', { isAddOn: true }, 'warning catalog/offer-type-disagrees a.json:2'],
    ['not for purchase', { isAvailableForPurchase: false }, 'warning catalog/not-for-purchase a.json:2'],
    ['new commerce', { id: 'CFQ7TTC0LF8Q:0001' }, 'error catalog/new-commerce-file a.json:2'],
  ])('%s', async (_, given, finding) => {
    expect(tells(await load([answered(guid(1), given)]))).toContain(finding)
  })

  it.each<[string, string, string]>([
    ['cut', asText(answer([answered(guid(1))])).slice(0, 300), 'error catalog/bad-json a.json:11'],
    ['broken', asText(answer([answered(guid(1))])).replace('"id":', '"id" '), 'error catalog/bad-json a.json:5'],
    ['a key twice', '{"items": [],\n"items": []}', 'error catalog/bad-json a.json:2'],
    ['deep', '['.repeat(5000), 'error catalog/bad-json a.json:1'],
    ['a key of every object', '{"items": [{"__proto__": {"id": 1}}]}', 'error catalog/json-file a.json:-'],
    ['other JSON', '[{"id": 1}]', 'error catalog/json-file a.json:-'],
  ])('%s JSON', async (_, text, finding) => {
    const outcome = await loadFiles({ 'a.json': text })
    expect(tells(outcome)).toEqual([finding])
  })
})
