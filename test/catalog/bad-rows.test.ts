import { describe, expect, it } from 'vitest'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { attempt, brief, cells, csv, diagnose, guid, headers, load, matrix } from './matrix-file.ts'

const good = cells(1)

async function briefs(...input: Parameters<typeof diagnose>): Promise<string[]> {
  return (await diagnose(...input)).map(brief)
}

describe('quotes', () => {
  it('an open quote is an error where it opens, even when it swallows other rows', async () => {
    const lines = matrix(good, cells(2), cells(3, { 'Offer Display Description': 'a, b' })).split('\r\n')
    const open = lines.map((line, index) => (index === 2 ? line.replace('PROV_2', '"PROV_2') : line)).join('\r\n')
    const [problem] = await diagnose(open)
    const column = (open.split('\r\n')[2] ?? '').indexOf('"') + 1
    expect(problem).toMatchObject({ severity: 'error', code: 'catalog/open-quote', at: { line: 3, column } })
  })

  it('an open quote in the last row', async () => {
    expect(await briefs(matrix(good).replace('Offer 1', '"Offer 1'))).toContain('error catalog/open-quote 2')
  })

  it('an open quote after a cell with line breaks is named at its own line', async () => {
    const row = cells(2, { 'Offer Display Name': 'two\nlines' })
    const text = matrix(good, row).replace('PROV_2', '"PROV_2')
    expect(await briefs(text)).toContain('error catalog/open-quote 4')
  })

  it.each([
    ['PR"OV_1', 'error catalog/stray-quote 2'],
    ['"PROV"_1', 'error catalog/open-quote 2'],
    ['"PROV" x', 'error catalog/open-quote 2'],
  ])('a quote that does not enclose a whole cell: %s', async (cell, expected) => {
    expect(await briefs(matrix(good).replace('PROV_1', cell))).toContain(expected)
  })
})

describe('ragged rows', () => {
  it('too few cells, too many cells', async () => {
    const text = csv([headers, good, cells(2).slice(0, 12), [...cells(3), 'extra'], cells(4)])
    expect(await briefs(text)).toEqual(['error catalog/ragged-row 3', 'error catalog/ragged-row 4'])
  })

  it('empty cells at the end do not matter', async () => {
    const tail = Array.from({ length: 5000 }, () => ['', '', '', ''])
    const { offers, diagnostics } = await attempt(csv([headers, [...good, '', ''], ...tail, cells(2), ...tail]))
    expect(offers).toHaveLength(2)
    expect(diagnostics).toEqual([])
  })
})

describe('cells', () => {
  it.each([
    ['an id that is none', { 'Durable Offer ID': '031c9e47-4802' }, 'error catalog/bad-offer-id 3'],
    ['no id', { 'Durable Offer ID': ' ' }, 'error catalog/missing-offer-id 3'],
    ['no name', { 'Offer Display Name': '\u00a0' }, 'error catalog/missing-name 3'],
    ['seats with separators', { 'Max Seat Count': '10,000,000' }, 'error catalog/bad-number 3'],
    ['negative seats', { 'Min Seat Count': '-1' }, 'error catalog/bad-number 3'],
    ['parents that are none', { 'Depends On': 'E1;E3' }, 'error catalog/bad-reference 3'],
    ['one bad parent', { 'Depends On': `${guid(1)};E3` }, 'warning catalog/bad-reference 3'],
    ['itself as a parent', { 'Depends On': `${guid(1)};${guid(2)}` }, 'warning catalog/self-reference 3'],
    [
      'a type that disagrees',
      { 'Depends On': guid(1), 'Offer Type': 'Base' },
      'warning catalog/offer-type-disagrees 3',
    ],
    ['an add-on without parents', { 'Offer Type': 'ADDON' }, 'warning catalog/offer-type-disagrees 3'],
  ])('%s', async (_, given, expected) => {
    expect(await briefs(matrix(good, cells(2, given)))).toEqual([expected])
  })

  it('names the column of the cell, past quoted cells with line breaks', async () => {
    const text = matrix(good, cells(2, { 'Offer Display Name': 'two,\nlines', 'Min Seat Count': 'x' }))
    const [problem] = await diagnose(text)
    const column = (text.split('\n')[3] ?? '').indexOf('x') + 1
    expect(problem).toMatchObject({ code: 'catalog/bad-number', at: { line: 4, column } })
  })

  it('a reference to itself and a malformed one are left out, and parents decide the kind', async () => {
    const own = cells(2, { 'Depends On': guid(2), 'Offer Type': 'Base' })
    const catalog = await load(matrix(own, cells(3, { 'Depends On': `E3;${guid(9)}` })))
    expect(catalog.offers.get(guid(2))).toMatchObject({ kind: 'license', parents: [] })
    expect(catalog.offers.get(guid(3))).toMatchObject({ kind: 'addon', parents: [guid(9)] })
  })

  it('many warnings of a kind become one, many errors are shown up to twenty', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => cells(index + 1, { 'Offer Type': 'Add-on' }))
    const [warning, ...others] = await diagnose(matrix(...rows))
    expect(others).toEqual([])
    expect(warning?.at?.line).toBe(2)
    expect(warning?.message).toContain('29 more findings of this kind, at lines 3, 4, 5, 6, 7 and 24 more')
    const errors = await diagnose(matrix(...rows.map((row) => row.slice(0, 3))))
    expect(errors).toHaveLength(20)
    expect(errors[19]?.message).toContain('10 more findings')
  })

  it('a file of nothing but errors is given up on', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => cells(index).slice(0, 3))
    const diagnostics = await diagnose(matrix(...rows))
    expect(diagnostics.map(brief).at(-1)).toBe('error catalog/too-many-errors 1001')
    expect(diagnostics).toHaveLength(21)
  })
})

describe('the same offer twice', () => {
  it('identical rows collapse, however they are spelt', async () => {
    const upper = cells(1, { 'Durable Offer ID': `{${guid(1).toUpperCase()}} `, 'Offer Display Name': 'Offer  1' })
    const { offers, diagnostics } = await attempt(matrix(good, upper))
    expect(offers).toHaveLength(1)
    expect(diagnostics.map(brief)).toEqual(['info catalog/repeated-offer 3'])
  })

  it('another name: the later wins, with a warning', async () => {
    const { offers, diagnostics } = await attempt(matrix(good, cells(1, { 'Offer Display Name': 'New name' })))
    expect(offers).toMatchObject([{ name: 'New name' }])
    expect(diagnostics.map(brief)).toEqual(['warning catalog/renamed-offer 3'])
  })

  it('other data: an error that names both lines and what differs', async () => {
    const [problem] = await diagnose(matrix(good, cells(2), cells(1, { 'Depends On': guid(2), 'Max Seat Count': '9' })))
    expect(problem).toMatchObject({ severity: 'error', code: 'catalog/duplicate-offer', at: { line: 4 } })
    expect(problem?.message).toMatch(/different type, parents and maximum of seats: .*1\.csv:2 and .*1\.csv:4/)
  })

  it('in two files: the same rules, naming both files', async () => {
    const [problem] = await diagnose([matrix(good), matrix(cells(1, { 'Provisioning ID': 'OTHER' }))])
    expect(problem?.code).toBe('catalog/duplicate-offer')
    expect(problem?.message).toMatch(/different Provisioning ID: .*1\.csv:2 and .*2\.csv:2/)
  })
})

describe('the wrong programme', () => {
  const csp = cells(1, { 'Durable Offer ID': '031C9E47-4802-4248-838E-778FB1D2CC05' })
  const syndication = cells(2, { 'Durable Offer ID': '96b36813-d5e2-46b2-b111-41d84f9570d8' })

  it('each catalog fits its own scenario only', async () => {
    expect(await briefs(matrix(csp))).toEqual([])
    expect(await briefs(matrix(syndication), { scenario: 'syndication' })).toEqual([])
    expect(await briefs(matrix(good, syndication))).toEqual(['error catalog/wrong-scenario 3'])
    expect(await briefs(matrix(good, csp), { scenario: 'syndication' })).toEqual(['error catalog/wrong-scenario 3'])
  })

  it('a mixture is an error in either', async () => {
    expect(await briefs(matrix(csp, syndication))).toEqual(['error catalog/mixed-scenarios 3'])
    expect(await briefs([matrix(csp), matrix(syndication)])).toEqual(['error catalog/mixed-scenarios 2'])
  })
})

describe('overrides', () => {
  it('fill gaps and replace values', async () => {
    const catalog = await load(matrix(cells(1, { 'Provisioning ID': '' }), cells(2)), {
      provisioningIds: { [guid(1).toUpperCase()]: 'GIVEN', [`{${guid(2)}}`]: ' BETTER ' },
      perGigabyte: { [guid(2)]: true },
    })
    expect(catalog.offers.get(guid(1))).toMatchObject({ provisioningId: 'GIVEN', perGigabyte: false })
    expect(catalog.offers.get(guid(2))).toMatchObject({ provisioningId: 'BETTER', perGigabyte: true })
  })

  it.each<[string, Record<string, string>, string]>([
    ['a key that is no id', { E3: 'X' }, 'error catalog/override-bad-id'],
    [
      'a key of every object',
      JSON.parse('{"__proto__":"X"}') as Record<string, string>,
      'error catalog/override-bad-id',
    ],
    ['an empty value', { [guid(1)]: ' ' }, 'error catalog/override-bad-value'],
    ['an id that is not in the catalog', { [guid(9)]: 'X' }, 'warning catalog/override-unknown-offer'],
    ['one id twice', { [guid(1)]: 'X', [`{${guid(1)}}`]: 'Y' }, 'error catalog/override-conflict'],
  ])('%s', async (_, provisioningIds, expected) => {
    expect(await briefs(matrix(good), { provisioningIds })).toEqual([expected])
  })
})

it('the error carries its code when there is one kind of error, and all diagnostics', async () => {
  const error: unknown = await load(matrix(good, cells(2).slice(1), cells(3, { 'Offer Type': 'Add-on' }))).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(OnboardError)
  expect(error).toMatchObject({ kind: 'invalid-input', code: 'catalog/ragged-row' })
  expect((error as OnboardError).diagnostics).toHaveLength(2)
})
