import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import { sellableOffers } from '../../src/catalog/sellable.ts'
import { brief, cells, csv, diagnose, guid, headers, load, matrix } from './matrix-file.ts'

describe('a good file', () => {
  it('becomes offers with every field', async () => {
    const addon = cells(2, {
      'Offer Display Name': ' Extra\u00a0 Storage – 1 ',
      'Depends On': ` {${guid(1).toUpperCase()}} ;${guid(7)};${guid(7)}; `,
      'Can Convert To': guid(3),
      'Billing Frequency': 'Annual; Monthly',
      'Max Seat Count': '10000000',
      'Offer Limit': '2',
      'Offer Limit Scope': 'Concurrent',
      'Offer Display Description': 'Priced per gigabyte.',
      'Allowed Countries': 'Thailand;Hong Kong SAR',
    })
    const catalog = await load(matrix(cells(1, { 'Provisioning ID': 'nan', 'Offer Limit Scope': 'None' }), addon))
    expect([...catalog.offers.keys()]).toEqual([guid(1), guid(2)])
    expect(catalog.offers.get(guid(1))).toMatchObject({
      kind: 'license',
      provisioningId: undefined,
      limitScope: undefined,
    })
    expect(catalog.offers.get(guid(2))).toEqual({
      id: guid(2),
      name: 'Extra Storage – 1',
      kind: 'addon',
      provisioningId: 'PROV_2',
      parents: [guid(1), guid(7)],
      convertsTo: [guid(3)],
      duration: '1 Year',
      billingFrequencies: ['annual', 'monthly'],
      minSeats: 1,
      maxSeats: 10_000_000,
      limit: 2,
      limitScope: 'Concurrent',
      perGigabyte: true,
      description: 'Priced per gigabyte.',
      countries: ['Thailand', 'Hong Kong SAR'],
      productId: undefined,
      segment: undefined,
      prices: [],
      priceChange: undefined,
      validFrom: undefined,
      validTo: undefined,
      origins: {},
      at: { file: catalog.files[0], line: 3 },
    })
  })

  it('knows the exact line of each row, after titles, blank rows and cells with line breaks', async () => {
    const rows = [
      ['Cloud Reseller\nOffer Matrix'],
      [],
      headers,
      cells(1, { 'Offer Display Description': 'one\n\nthree' }),
      [],
      ['', ' '],
      cells(2, { 'Offer Display Name': '\nOffer 2\n' }),
      cells(3),
    ]
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const text = csv(rows).replaceAll('\r\n', '\n').replaceAll('\n', lineBreak)
      const { offers } = await load(text)
      expect([...offers.values()].map(({ at }) => at.line)).toEqual([5, 10, 13])
    }
  })

  it('reads older headers, and lines of 40 kB', async () => {
    const parents = Array.from({ length: 1100 }, (_, index) => guid(index + 10)).join(';')
    const text = csv([
      ['Offer Name', 'OfferId', 'DependsOn', 'CanConvertTo', 'OfferURI'],
      ['A', guid(1), parents, '', ''],
    ])
    const { offers, diagnostics } = await load(text)
    expect(diagnostics).toEqual([])
    expect(offers.get(guid(1))?.parents).toHaveLength(1100)
  })

  it('tells of a last line that does not end', async () => {
    expect((await diagnose(matrix(cells(1)).trimEnd())).map(brief)).toEqual(['info catalog/no-final-line-break 2'])
  })
})

describe('kinds', () => {
  it.each([
    ['a GUID without parents', {}, 'license'],
    ['parents', { 'Depends On': guid(9) }, 'addon'],
    ['the type Trial', { 'Offer Type': 'TRIAL' }, 'trial'],
    ['the type Trial, with parents', { 'Offer Type': 'Trial', 'Depends On': guid(9) }, 'trial'],
    [
      'a name that ends in Trial, billed never',
      { 'Offer Type': '', 'Offer Display Name': 'X Trial', 'Billing Frequency': 'none' },
      'trial',
    ],
    [
      'a name that ends in Trial, with a target',
      { 'Offer Type': '', 'Offer Display Name': 'X Trial', 'Can Convert To': guid(9) },
      'trial',
    ],
    ['a name that ends in Trial and nothing else', { 'Offer Type': '', 'Offer Display Name': 'X Trial' }, 'license'],
    [
      'a name that ends in Trial, but a type',
      { 'Offer Display Name': 'X Trial', 'Can Convert To': guid(9) },
      'license',
    ],
    ['an Azure plan', { 'Durable Offer ID': 'MS-AZR-0145P' }, 'usage'],
    ['billed by usage', { 'Billing Frequency': 'Usage' }, 'usage'],
  ])('%s', async (_, given, kind) => {
    const [offer] = (await load(matrix(cells(1, given)))).offers.values()
    expect(offer?.kind).toBe(kind)
  })
})

describe('priced per gigabyte', () => {
  it.each([
    ['', 'Priced per gigabyte, more room', true],
    ['', 'Acquire additional storage at 1 GB increments.', true],
    ['', '1 GB of additional structured storage to expand the shared storage capacity', true],
    ['', '1 GB of additional structured storage to expand the capacity of the Operations tenant', false],
    ['', '500GB Storage add on', false],
    ['', 'storage at 10.1 GB increments', false],
    ['Gigabytes', '', true],
    ['GB', '', true],
    ['Licenses', '1 TB of files', false],
  ])('unit “%s”, description “%s”: %s', async (unit, description, expected) => {
    const row = cells(1, { 'Offer Display Description': description })
    const [offer] = (
      await load(
        csv([
          [...headers, 'Unit of measure'],
          [...row, unit],
        ]),
      )
    ).offers.values()
    expect(offer?.perGigabyte).toBe(expected)
  })
})

describe('the samples', () => {
  it('business-premium.csv is the example of the procedure', async () => {
    const catalog = await loadCatalog(['catalog-samples/business-premium.csv'])
    const premium = '031c9e47-4802-4248-838e-778fb1d2cc05'
    const { offers, trials, leftOut } = sellableOffers(catalog)
    expect(catalog.diagnostics).toEqual([])
    expect(trials).toEqual(new Map([[premium, 'c0bd2e08-11ac-4836-bdc7-3712e744922f']]))
    expect([...leftOut.values()].map(({ reason }) => reason)).toEqual(['trial'])
    const told = [...offers.values()].map(({ name, kind, provisioningId, perGigabyte }) => [
      name,
      kind,
      provisioningId,
      perGigabyte,
    ])
    expect(told).toEqual([
      ['Office 365 Business Premium', 'license', 'O365_BUSINESS_PREMIUM', false],
      ['Exchange Online Archiving for Exchange Online', 'addon', 'EXCHANGEARCHIVE_ADDON', false],
      ['Office 365 Extra File Storage', 'addon', 'SHAREPOINTSTORAGE', true],
      ['Exchange Online Advanced Threat Protection', 'addon', 'ATP_ENTERPRISE', false],
    ])
    const addons = [...offers.values()].filter(({ kind }) => kind === 'addon')
    expect(addons.map(({ parents }) => parents.filter((id) => offers.has(id)))).toEqual([
      [premium],
      [premium],
      [premium],
    ])
  })

  it('phone-system.csv is the second example', async () => {
    const catalog = await loadCatalog(['catalog-samples/phone-system.csv'])
    const { offers } = sellableOffers(catalog)
    const phone = offers.get('4260988e-990d-479c-ae7b-f01ce8e1bb4d')
    expect(catalog.diagnostics).toEqual([])
    expect(phone).toMatchObject({ name: 'Phone System', kind: 'addon', provisioningId: 'MCOEV' })
    expect(phone?.parents.slice(0, 3).map((id) => offers.get(id)?.name)).toEqual([
      'Skype for Business Online (Plan 2)',
      'Office 365 Enterprise E1',
      'Office 365 Enterprise E3',
    ])
  })
})
