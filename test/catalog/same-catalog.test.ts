import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attempt, cells, csv, guid, headers, load, matrix, withoutPlaces } from './matrix-file.ts'

const name = fc.constantFrom('Büro', 'E1 – plan', 'a "quoted" word', 'x, y; z', 'Phone System™', 'two\nlines', 'plain')

/** A few distinct offers whose parents and conversions may or may not be in the catalog. */
const rowsArbitrary = fc
  .array(fc.record({ name, description: name, parents: fc.subarray([1, 2, 3, 90, 91]), limit: fc.option(fc.nat(9)) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((offers) =>
    offers.map((offer, index) =>
      cells(index + 1, {
        'Offer Display Name': `${offer.name} ${index + 1}`,
        'Offer Display Description': offer.description,
        'Depends On': offer.parents
          .filter((parent) => parent !== index + 1)
          .map(guid)
          .join(';'),
        'Offer Limit': offer.limit === null ? '' : String(offer.limit),
      }),
    ),
  )

interface Writing {
  delimiter: string
  lineBreak: string
  encoding: 'utf8' | 'utf8-mark' | 'utf16' | 'windows-1252'
  isUpperCase: boolean
  blank: string
  titles: number
  blankRows: number
  appended: number
  rowKeys: number[]
  columnKeys: number[]
}

const writingArbitrary: fc.Arbitrary<Writing> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  encoding: fc.constantFrom('utf8', 'utf8-mark', 'utf16', 'windows-1252'),
  isUpperCase: fc.boolean(),
  blank: fc.constantFrom('', ' ', '\u00a0'),
  titles: fc.nat(3),
  blankRows: fc.nat(3),
  appended: fc.nat(2),
  rowKeys: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  columnKeys: fc.array(fc.nat(), { minLength: 18, maxLength: 18 }),
})

/** Orders a list by random keys. */
function shuffled<Item>(items: readonly Item[], keys: readonly number[]): Item[] {
  return items
    .map((item, index) => [keys[index] ?? 0, item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item)
}

function write(rows: readonly string[][], how: Writing): Buffer {
  const extra = Array.from({ length: how.appended }, (_, index) => `Appended ${index}`)
  const idCells = [1, 10, 11]
  const spell = (cell: string, index: number): string => {
    if (!idCells.includes(index) || cell === '') return cell
    return how.blank + (how.isUpperCase ? cell.toUpperCase() : cell) + how.blank
  }
  const table = [
    [...headers, ...extra],
    ...shuffled(rows, how.rowKeys).map((row) => [...row.map(spell), ...extra.map(() => 'note')]),
  ].map((row) => shuffled(row, how.columnKeys))
  const [header = [], ...body] = table
  const blankRows = Array.from({ length: how.blankRows }, () => header.map(() => ''))
  const titles = Array.from({ length: how.titles }, (_, index) => [`Title ${index}`])
  const text = csv([...titles, header, ...body.flatMap((row) => [row, ...blankRows])], how.delimiter, how.lineBreak)
  return encode(text, how.encoding)
}

function encode(text: string, encoding: Writing['encoding']): Buffer {
  if (encoding === 'utf16') return Buffer.from(`\ufeff${text}`, 'utf16le')
  if (encoding === 'windows-1252') {
    return Buffer.from(text.replaceAll('–', '\u0096').replaceAll('™', '\u0099'), 'latin1')
  }
  return Buffer.from(encoding === 'utf8-mark' ? `\ufeff${text}` : text)
}

it('the way a file is written changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(rowsArbitrary, writingArbitrary, async (rows, how) => {
      const plain = await load(matrix(...rows))
      const other = await load(write(rows, how))
      expect(withoutPlaces(other)).toEqual(withoutPlaces(plain))
      expect(other.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual(plain.diagnostics)
    }),
    { numRuns: 100 },
  )
})

it('a file cut anywhere is the intact rows before the cut, or says on which line it is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(rowsArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), async (rows, share) => {
      const whole = Buffer.from(matrix(...rows))
      const all = withoutPlaces(await load(whole))
      const { offers, diagnostics } = await attempt(whole.subarray(0, Math.floor(whole.length * share)))
      if (diagnostics.length > 0) {
        expect(diagnostics.every(({ at }) => at !== undefined)).toBe(true)
      } else {
        expect(offers).toEqual(all.slice(0, offers?.length))
      }
    }),
    { numRuns: 100 },
  )
})

it('a lost or added delimiter, quote or line break never loads as something else in silence', async () => {
  await fc.assert(
    fc.asyncProperty(
      rowsArbitrary,
      fc.nat(),
      fc.constantFrom(',', '"', '\n'),
      fc.boolean(),
      async (rows, at, mark, isAdded) => {
        const text = csv([headers, ...rows], ',', '\n')
        const all = withoutPlaces(await load(text))
        const places = [...text.matchAll(new RegExp(mark, 'g'))].map(({ index }) => index)
        const place = isAdded ? at % text.length : places[at % places.length]
        fc.pre(place !== undefined)
        const damaged = text.slice(0, place) + (isAdded ? mark : '') + text.slice(place + (isAdded ? 0 : 1))
        const { offers, diagnostics } = await attempt(damaged)
        if (diagnostics.length === 0) expect(namesAside(offers)).toEqual(namesAside(all))
      },
    ),
    { numRuns: 150 },
  )
})

/** Inside quoted text a mark is only a letter: names and descriptions may differ by it, nothing else may. */
function namesAside(offers: Awaited<ReturnType<typeof attempt>>['offers']): unknown {
  return offers?.map((offer) => ({ ...offer, name: '', description: '' }))
}
