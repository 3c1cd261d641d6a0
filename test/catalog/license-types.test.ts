import { describe, expect, it } from 'vitest'
import { guid } from './matrix-file.ts'
import { loadFiles, offerOf, told, type Outcome } from './loaded-files.ts'

const base = {
  name: 'Office 365 Business Premium',
  provisioning_id: 'O365_BUSINESS_PREMIUM',
  offerId: guid(1).toUpperCase(),
  trialOfferId: guid(9),
  imFederatedID: null,
  description: 'Everything',
  isUserSpecific: true,
  possibleTransitions: [guid(3)],
  prices: [
    { currency: 'USD', price: 12.5 },
    { currency: 'eur', price: '11' },
  ],
  Measure: 'License',
  ResourceCategory: 'XL',
  possibleConflicts: [],
}
const storage = {
  ...base,
  name: 'Extra Storage',
  offerId: guid(2),
  trialOfferId: null,
  isAddon: true,
  possibleParents: [guid(1)],
  isUserSpecific: false,
  Measure: 'GB',
  multiplier: 1_048_576,
}

const load = (value: unknown): Promise<Outcome> =>
  loadFiles({ 'CustomLicenseTypes.json': JSON.stringify(value, null, 1) })
const tells = ({ findings }: Outcome): string[] => findings.map(told)

describe('CustomLicenseTypes.json', () => {
  it.each<[string, unknown]>([
    ['as a list', [base, storage]],
    ['under keys', { O365: base, XS: storage }],
  ])('is read %s', async (_, value) => {
    const outcome = await load(value)
    expect(outcome.findings).toEqual([])
    expect(offerOf(outcome, guid(1))).toMatchObject({
      kind: 'license',
      provisioningId: 'O365_BUSINESS_PREMIUM',
      convertsTo: [guid(3)],
      description: 'Everything',
      prices: [
        { currency: 'EUR', listPrice: undefined, erpPrice: '11.00' },
        { currency: 'USD', listPrice: undefined, erpPrice: '12.50' },
      ],
      at: { line: 2 },
    })
    expect(offerOf(outcome, guid(2))).toMatchObject({ kind: 'addon', parents: [guid(1)], perGigabyte: true })
    expect(offerOf(outcome, guid(9))).toMatchObject({ kind: 'trial', convertsTo: [guid(1)] })
  })

  it('one trial of two offers', async () => {
    const outcome = await load([base, { ...base, name: 'Other', offerId: guid(4) }])
    expect(outcome.findings).toEqual([])
    expect(offerOf(outcome, guid(9)).convertsTo).toEqual([guid(1), guid(4)])
  })

  it.each<[string, object, string]>([
    ['no offer id', { offerId: 'E3' }, 'error catalog/bad-offer-id'],
    ['a bad trial', { trialOfferId: 'none at all' }, 'error catalog/bad-offer-id'],
    ['bad parents', { possibleParents: ['E3'] }, 'error catalog/bad-reference'],
    ['an add-on without parents', { isAddon: true }, 'warning catalog/offer-type-disagrees'],
    ['a bad price', { prices: [{ currency: 'USD', price: 'much' }] }, 'warning catalog/bad-price'],
    ['prices that are none', { prices: 5 }, 'error catalog/bad-field'],
    ['gigabytes for users', { Measure: 'GB' }, 'warning catalog/measure-disagrees'],
  ])('%s', async (_, given, finding) => {
    expect(tells(await load([{ ...base, ...given }]))).toContain(`${finding} CustomLicenseTypes.json:2`)
  })
})
