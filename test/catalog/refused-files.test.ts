import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { brief, cells, csv, diagnose, headers, matrix } from './matrix-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refused-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function refusal(...files: string[]): Promise<OnboardError> {
  const error: unknown = await loadCatalog(files).catch((thrown: unknown) => thrown)
  if (!(error instanceof OnboardError)) throw new Error('was not refused')
  expect(error.kind).toBe('invalid-input')
  return error
}

describe('what cannot be read', () => {
  it.each([
    ['a missing file', 'missing.csv', 'catalog/file-not-found'],
    ['a folder', '.', 'catalog/is-a-directory'],
  ])('%s', async (_, name, code) => {
    const file = path.join(folder, name)
    const error = await refusal(file)
    expect(error.code).toBe(code)
    expect(error.diagnostics).toMatchObject([{ code, at: { file } }])
    expect(error.diagnostics[0]?.hint).toBeTruthy()
  })

  it('no file at all', async () => {
    expect((await refusal()).code).toBe('catalog/no-offers')
  })

  it.skipIf(process.getuid?.() === 0)(
    'a file without permission (skipped for root, who may read everything)',
    async () => {
      const file = path.join(folder, 'forbidden.csv')
      await writeFile(file, matrix(cells(1)))
      await chmod(file, 0)
      expect((await refusal(file)).code).toBe('catalog/unreadable-file')
    },
  )

  it('a file of more than 64 MB', async () => {
    const file = path.join(folder, 'large.csv')
    await writeFile(file, matrix(cells(1)))
    await truncate(file, 64 * 1024 * 1024 + 1)
    expect((await refusal(file)).code).toBe('catalog/file-too-large')
  })

  it('several files: each says what is wrong with it', async () => {
    const error = await refusal(path.join(folder, 'missing.csv'), folder)
    expect(error.code).toBe('catalog/invalid')
    expect(error.diagnostics.map(({ code }) => code)).toEqual(['catalog/file-not-found', 'catalog/is-a-directory'])
  })
})

describe('what is something else', () => {
  const hex = (text: string): Buffer => Buffer.from(text, 'hex')
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'catalog/empty-file'],
    ['only blanks', '\r\n  \r\n', 'catalog/empty-file'],
    ['only a byte order mark', hex('efbbbf'), 'catalog/empty-file'],
    [
      'a damaged Excel workbook',
      Buffer.concat([hex('504b0304'), Buffer.from('\0\0xl/workbook.xml')]),
      'catalog/damaged-workbook',
    ],
    ['an old Excel workbook', hex('d0cf11e0a1b11ae100000000'), 'catalog/excel-workbook'],
    ['a zip archive', Buffer.concat([hex('504b0304'), Buffer.from('\0\0offers.csv')]), 'catalog/zip-archive'],
    ['zero bytes', 'Offer\0Name', 'catalog/binary-file'],
    ['UTF-16 without a mark', Buffer.from(matrix(cells(1)), 'utf16le'), 'catalog/binary-file'],
    ['a web page', '<!DOCTYPE html><title>Sign in</title>', 'catalog/web-page'],
    ['an empty API answer', '{"totalCount":0,"items":[]}', 'catalog/no-offers'],
    ['a JSON list', '[\n  {"id": 1}]', 'catalog/json-file'],
    [
      'new commerce',
      '"ProductTitle","ProductId","SkuId","SkuTitle"\n"a","b","0001","c"\n',
      'catalog/new-commerce-file',
    ],
    ['a price list', 'Doc currency,USD\n\nA/C/D/U,Offer Display Name,Offer ID,List Price\n', 'catalog/price-list'],
    ['the SKU table', 'Product_Display_Name;String_Id;GUID;Service_Plan_Name\n', 'catalog/sku-table'],
    ['prose', 'Dear customer,\nplease find attached\n', 'catalog/not-a-catalog'],
  ])('%s', async (_, content, code) => {
    const diagnostics = await diagnose(content)
    expect(diagnostics).toMatchObject([{ severity: 'error', code }])
    expect(diagnostics[0]?.hint).toBeTruthy()
  })

  it('a header and no offers', async () => {
    expect((await diagnose(matrix())).map(brief)).toEqual(['error catalog/no-offers'])
  })

  it('a UTF-16 file with a mark is read, a cut one is refused', async () => {
    const marked = Buffer.from(`\ufeff${matrix(cells(1, { 'Offer Display Name': 'Büro – E1' }))}`, 'utf16le')
    expect(await diagnose(marked)).toEqual([])
    expect(await diagnose(Buffer.from(marked).swap16())).toEqual([])
    expect((await diagnose(marked.subarray(0, -5))).map(brief)).toContain('error catalog/cut-file 2')
  })
})

it('more rows than any offer matrix has', async () => {
  const text = matrix(cells(1)) + `x${','.repeat(15)}\n`.repeat(500_000)
  expect((await diagnose(text)).map(brief)).toContain('error catalog/too-many-rows 500001')
})

it('rows of which hardly any two are of one length', async () => {
  const text = matrix(cells(1)) + '"x"\n"a","b"\n'.repeat(21_000)
  expect((await diagnose(text)).map(brief).join()).toMatch(/error catalog\/no-table 39999$/)
})

describe('bytes that do not fit their encoding', () => {
  const accented = Buffer.from(matrix(cells(1, { 'Offer Display Name': 'Büro – E1' }), cells(2)))

  it('Windows-1252 is read, and said so with the line', async () => {
    const legacy = Buffer.from(matrix(cells(1), cells(2, { 'Offer Display Name': 'E1 \u0096 B\u00fcro' })), 'latin1')
    expect((await diagnose(legacy)).map(brief)).toEqual(['info catalog/windows-1252 3'])
  })

  it('UTF-8 with a foreign byte is refused', async () => {
    const damaged = Buffer.from(accented)
    damaged[damaged.lastIndexOf('Offer 2')] = 0xff
    expect((await diagnose(damaged)).map(brief)).toContain('error catalog/bad-encoding 3')
  })

  it('UTF-8 that ends inside a character is refused', async () => {
    const cut = accented.subarray(0, accented.indexOf('–') + 2)
    expect((await diagnose(cut)).map(brief)).toContain('error catalog/cut-file 2')
  })
})

describe('a header that will not do', () => {
  const without = (header: string): string => csv([headers.filter((other) => other !== header)])
  it.each([
    ['Durable Offer ID', 'Durable Offer ID'],
    ['Offer Display Name', 'Offer Display Name'],
    ['Depends On', 'Depends On'],
  ])('without %s', async (header) => {
    const [problem, ...more] = await diagnose(`Title\n${without(header)}`)
    expect(more).toEqual([])
    expect(problem).toMatchObject({ severity: 'error', code: 'catalog/missing-column', at: { line: 2 } })
    expect(problem?.message).toContain(`“${header}”`)
    expect(problem?.message).toContain('“Allowed Countries”')
  })

  it('a misspelt column is guessed', async () => {
    const [problem] = await diagnose(matrix(cells(1)).replace('Depends On', 'Depend On'))
    expect(problem).toMatchObject({ code: 'catalog/missing-column', at: { line: 1 } })
    expect(problem?.hint).toContain('Did you mean the column “Depend On”?')
  })

  it('a known column twice', async () => {
    const text = csv([
      [...headers, 'Offer ID'],
      [...cells(1), ''],
    ])
    expect((await diagnose(text)).map(brief)).toEqual(['error catalog/duplicate-column 1'])
  })

  it('a header named like a property of every object is only unknown', async () => {
    const text = csv([
      [...headers, '__proto__', 'constructor'],
      [...cells(1), 'x', 'y'],
    ])
    expect((await diagnose(text)).map(brief)).toEqual(['info catalog/unknown-columns 1'])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
