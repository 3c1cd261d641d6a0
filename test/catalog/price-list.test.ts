import { describe, expect, it } from 'vitest'
import { cells, guid, matrix } from './matrix-file.ts'
import { loadFiles, offerOf, told, workbook } from './loaded-files.ts'
import { pivotSheet, priceCsv, priceRow, type PriceCells } from './price-file.ts'

const usd = [['Doc currency', 'USD'], []]
const named = (number: number, given: PriceCells = {}): ReturnType<typeof priceRow> =>
  priceRow(guid(number), { 'Offer Display Name': `Offer ${number}`, ...given })
const structure = matrix(cells(1), cells(2), cells(3))

async function priced(prices: string | Buffer): ReturnType<typeof loadFiles> {
  return loadFiles({ 'matrix.csv': structure, [Buffer.isBuffer(prices) ? 'p.xlsx' : 'p.csv']: prices })
}

const warnings = ({ findings }: Awaited<ReturnType<typeof loadFiles>>): string[] =>
  findings.filter(({ severity }) => severity !== 'info').map(told)

describe('the workbook', () => {
  it('is read over all its sheets, with every field and where it stands', async () => {
    const rows = [named(1, { 'A/C/D/U': 'ADD' }), named(2, { 'A/C/D/U': 'ADD', 'List Price': '65.25' }), named(3)]
    const book = await workbook({
      Notes: [['Read me first'], ['Prices are per month']],
      USD: pivotSheet('USD', rows),
      EUR: pivotSheet('EUR', rows.slice(0, 2)),
    })
    const outcome = await priced(book)
    expect(warnings(outcome)).toEqual([])
    expect(offerOf(outcome, guid(2))).toMatchObject({
      segment: 'corporate',
      prices: [
        { currency: 'EUR', listPrice: '65.25', erpPrice: '12.50' },
        { currency: 'USD', listPrice: '65.25', erpPrice: '12.50' },
      ],
      priceChange: 'ADD',
      validFrom: '2019-05-01',
      validTo: undefined,
      at: { file: 'matrix.csv', line: 3 },
      origins: {
        prices: { file: 'p.xlsx', sheet: 'USD', line: 5 },
        segment: { file: 'p.xlsx', sheet: 'USD', line: 5 },
        priceChange: { file: 'p.xlsx', sheet: 'USD', line: 5 },
        validFrom: { file: 'p.xlsx', sheet: 'USD', line: 5 },
      },
    })
    expect(offerOf(outcome, guid(3))).toMatchObject({ priceChange: 'UNC', prices: [{ currency: 'USD' }] })
    expect(outcome.findings.map(told)).toEqual(['info catalog/sheets-ignored p.xlsx[Notes]:-'])
  })

  it('may have blank prices, blank rows and a long tail', async () => {
    const tail = Array.from({ length: 8000 }, () => [null, null, { backgroundColor: '#eeeeee' }])
    const rows = pivotSheet('TWD', [named(1, { 'List Price': ' ', 'ERP Price': null }), named(2)])
    const outcome = await priced(await workbook({ TWD: [...rows.slice(0, 4), [], ...rows.slice(4), ...tail] }))
    expect(warnings(outcome)).toEqual([])
    expect(offerOf(outcome, guid(1)).prices).toEqual([])
    expect(offerOf(outcome, guid(2)).prices).toEqual([{ currency: 'TWD', listPrice: '10.00', erpPrice: '12.50' }])
    expect(offerOf(outcome, guid(2)).origins.prices).toEqual({ file: 'p.xlsx', sheet: 'TWD', line: 6 })
  })

  it('names sheet and row of what is wrong', async () => {
    const book = await workbook({ NOK: pivotSheet('NOK', [named(1), named(2, { 'List Price': 'ask us' })]) })
    expect(warnings(await priced(book))).toEqual(['warning catalog/bad-price p.xlsx[NOK]:5'])
  })
})

describe('CSV exports', () => {
  it.each<[string, string]>([
    [
      'header in row 3, filled down',
      priceCsv([named(1), named(2, { 'A/C/D/U': null, 'Valid-From Date': null, 'Valid To Date': null })], usd),
    ],
    [
      'header in row 1, a currency column',
      priceCsv([named(1), named(2)])
        .replaceAll('\r\n', ',USD\r\n')
        .replace('ERP Price,USD', 'ERP Price,Currency'),
    ],
    ['ISO dates', priceCsv([named(1), named(2)], usd).replaceAll('20190501', '2019-05-01')],
    [
      'American dates',
      priceCsv([named(1), named(2)], usd)
        .replaceAll('20190501', '5/1/2019 12:00:00 AM')
        .replaceAll('99991231', '12/31/9999'),
    ],
    [
      'European dates',
      priceCsv([named(1), named(2)], usd)
        .replaceAll('20190501', '01.05.2019')
        .replaceAll('99991231', '31.12.9999'),
    ],
    [
      'days of Excel',
      priceCsv([named(1), named(2)], usd)
        .replaceAll('20190501', '43586')
        .replaceAll('99991231', '2958465'),
    ],
    [
      'other headers',
      priceCsv([named(1), named(2)], usd).replace('Valid-From Date,Valid To Date', 'Effective Start Date,ValidToDate'),
    ],
    ['decimal commas', priceCsv([named(1, { 'ERP Price': '12,5' }), named(2, { 'ERP Price': '12,50' })], usd)],
    ['CHNG and UNC', priceCsv([named(1), named(2), named(3, { 'A/C/D/U': 'CHNG' })], usd)],
    ['totals', `${priceCsv([named(1), named(2)], usd)}UNC Total,,,,,,,,,,\r\nGrand Total,,,,,,,,,20,25\r\n`],
  ])('%s', async (_, text) => {
    const outcome = await priced(text)
    expect(warnings(outcome)).toEqual([])
    expect(offerOf(outcome, guid(2))).toMatchObject({
      segment: 'corporate',
      prices: [{ currency: 'USD', listPrice: '10.00', erpPrice: '12.50' }],
      priceChange: 'UNC',
      validFrom: '2019-05-01',
      validTo: undefined,
    })
  })

  it('without a currency keeps flags and drops prices, unless one is stated', async () => {
    const text = priceCsv([named(1, { 'A/C/D/U': 'CHG' }), named(2)])
    const dropped = await priced(text)
    expect(offerOf(dropped, guid(1))).toMatchObject({ priceChange: 'CHG', validFrom: '2019-05-01', prices: [] })
    expect(warnings(dropped)).toEqual(['warning catalog/price-without-currency p.csv:-'])
    const files = { 'matrix.csv': structure, 'p.csv': text, 'q.csv': priceCsv([named(3)], usd) }
    const stated = await loadFiles(files, { priceCurrency: 'eur' })
    const prices = (currency: string) => [{ currency, listPrice: '10.00', erpPrice: '12.50' }]
    expect([1, 2, 3].map((number) => offerOf(stated, guid(number)).prices)).toEqual(['EUR', 'EUR', 'USD'].map(prices))
    expect(warnings(stated)).toEqual([])
    expect(stated.findings.map(told)).toContain('info catalog/stated-currency p.csv:-')
  })

  it.each<[string, string, string]>([
    ['no currency', priceCsv([named(1)]), 'warning catalog/price-without-currency p.csv:-'],
    [
      'a date of two meanings',
      priceCsv([named(1, { 'Valid-From Date': '1/5/2019' })], usd),
      'warning catalog/ambiguous-date p.csv:4',
    ],
    ['no date', priceCsv([named(1, { 'Valid-From Date': 'soon' })], usd), 'warning catalog/bad-date p.csv:4'],
    [
      'a day that is none',
      priceCsv([named(1, { 'Valid-From Date': '20190231' })], usd),
      'warning catalog/bad-date p.csv:4',
    ],
    ['an unknown flag', priceCsv([named(1, { 'A/C/D/U': 'NEW' })], usd), 'warning catalog/bad-price-flag p.csv:4'],
    [
      'an unknown segment',
      priceCsv([named(1, { 'License Agreement Type': 'Martian' })], usd),
      'warning catalog/unknown-segment p.csv:4',
    ],
    ['a row without an id', priceCsv([priceRow('', {}), named(1)], usd), 'warning catalog/price-row-skipped p.csv:4'],
    [
      'a type that disagrees',
      priceCsv([named(1, { 'Secondary License Type': 'ADDON' })], usd),
      'warning catalog/offer-type-disagrees p.csv:4',
    ],
    ['two prices', priceCsv([named(1), named(1, { 'List Price': 11 })], usd), 'warning catalog/two-prices p.csv:5'],
    [
      'rows sorted after filling',
      priceCsv(
        [named(1, { 'A/C/D/U': 'ADD' }), named(2, { 'A/C/D/U': null }), named(3), named(4, { 'A/C/D/U': 'ADD' })],
        usd,
      ),
      'warning catalog/fill-down-doubtful p.csv:7',
    ],
    ['a cut row', priceCsv([named(1), named(2)], usd).slice(0, -30), 'error catalog/ragged-row p.csv:5'],
    ['a failed formula', priceCsv([named(1, { 'List Price': '#N/A' })], usd), 'error catalog/error-cell p.csv:4'],
  ])('%s is told with its line', async (_, text, finding) => {
    expect(warnings(await priced(text))).toContain(finding)
  })
})

describe('what the rows of an offer say together', () => {
  const flags = async (
    ...sheets: (readonly string[])[]
  ): Promise<{ outcome: Awaited<ReturnType<typeof loadFiles>> }> => {
    const book = await workbook(
      Object.fromEntries(
        sheets.map((own, index) => {
          const currency = ['USD', 'EUR', 'NOK'][index] ?? ''
          return [
            currency,
            pivotSheet(
              currency,
              own.map((flag) => named(1, { 'A/C/D/U': flag })),
            ),
          ]
        }),
      ),
    )
    return { outcome: await priced(book) }
  }

  it.each<[string[][], string]>([
    [[['ADD'], ['ADD']], 'ADD'],
    [[['UNC'], ['CHG']], 'CHG'],
    [[['DEL'], ['DEPR']], 'DEL'],
    [[['DEL', 'UNC']], 'UNC'],
    [[['DEPR']], 'DEPR'],
  ])('%j is %s', async (sheets, expected) => {
    const { outcome } = await flags(...sheets)
    expect(offerOf(outcome, guid(1)).priceChange).toBe(expected)
    expect(warnings(outcome)).toEqual([])
  })

  it('withdrawn in one currency only is on sale, and told', async () => {
    const { outcome } = await flags(['DEL'], ['UNC'])
    expect(offerOf(outcome, guid(1)).priceChange).toBe('CHG')
    expect(warnings(outcome)).toEqual(['warning catalog/partly-withdrawn p.xlsx[USD]:4'])
  })
})

it('tells of prices without an offer and of offers without a price', async () => {
  const outcome = await priced(priceCsv([named(1), named(9)], usd))
  expect(outcome.findings.map(told)).toEqual([
    'info catalog/price-without-offer p.csv:5',
    'info catalog/offer-without-price matrix.csv:3',
    'info catalog/offer-without-price matrix.csv:4',
  ])
})
