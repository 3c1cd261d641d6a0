/** Catalogs of every form: through every command that reads one, and on to a plan. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeExcelFile from 'write-excel-file/node'
import { loadCatalog } from '../../../src/catalog/load-catalog.ts'
import { writableFormats } from '../../../src/catalog/writable-formats.ts'
import { catalogWriter } from '../../../src/catalog/write-catalog.ts'
import { packageRoot } from '../../../src/lib/package-root.ts'
import { parseCsv } from '../../../src/lib/parse-csv.ts'
import { unzip } from '../../../src/lib/unzip.ts'
import { zipStored } from '../../../src/lib/zip-stored.ts'
import { hostileTexts, mutate } from './mutate.ts'
import { planFor } from './plans.ts'
import type { Random } from './random.ts'
import { Broken, command, type OpenSubject, type Subject, unlessRefused } from './subject.ts'

const sample = (name: string): Promise<Buffer> => readFile(join(packageRoot, 'catalog-samples', name))
const matrix = 'business-premium.csv'

const drawings = ['mermaid', 'dot', 'svg'] as const

function catalogSubject(
  name: string,
  count: number,
  make: (folder: string) => Promise<(chance: Random) => Buffer>,
): Subject {
  return {
    name,
    count,
    async open(folder): Promise<OpenSubject> {
      const good = join(folder, matrix)
      await writeFile(good, await sample(matrix))
      let turn = 0
      return {
        make: await make(folder),
        async feed(input) {
          turn += 1
          const file = join(folder, 'input')
          await writeFile(file, input)
          await command(folder, 'catalog', 'validate', file, ...(turn % 2 === 0 ? ['--json'] : ['--all']))
          // A correction or a price list is no catalog alone.
          await command(folder, 'catalog', 'validate', good, file)
          const loaded = await unlessRefused(() => loadCatalog([file]))
          if (loaded === undefined) return 'refused'
          const [id = ''] = loaded.offers.keys()
          await command(folder, 'catalog', 'inspect', file)
          await command(folder, 'catalog', 'inspect', file, '--offer', id, ...(turn % 2 === 0 ? ['--all'] : ['--json']))
          await command(folder, 'catalog', 'graph', file, '--format', drawings[turn % 3] ?? 'svg')
          const form = ['--plan', '--markdown', '--json', '--all'][turn % 4] ?? '--all'
          await command(folder, 'catalog', 'diff', good, file, form)
          await command(folder, 'catalog', 'convert', file, '--to', writableFormats[turn % 6] ?? 'yaml')
          refuseFormulas(catalogWriter('offer-matrix')(loaded))
          await unlessRefused(() => planFor(file))
          return 'accepted'
        },
      }
    },
  }
}

function refuseFormulas(csv: string): void {
  for (const { cells } of parseCsv(csv.replaceAll('\r\n', '\n'), ',').rows) {
    const cell = cells.find((each) => /^[=+\-@\t\r]/.test(each))
    if (cell !== undefined) throw new Broken(`a cell that a spreadsheet computes: ${cell.slice(0, 100)}`)
  }
}

const mutated = (...names: string[]) => {
  return async (): Promise<(chance: Random) => Buffer> => {
    const samples = await Promise.all(names.map(sample))
    return (chance) => mutate(chance.pick(samples), chance)
  }
}

/** Well formed, with hostile names in it: what gets past the reader reaches everything behind it. */
async function hostileNames(): Promise<(chance: Random) => Buffer> {
  const text = (await sample(matrix)).toString('utf8')
  const { rows } = parseCsv(text.replaceAll('\r\n', '\n'), ',')
  return (chance) => {
    const cells = rows.map((row) => [...row.cells])
    for (let count = 1 + chance.below(3); count > 0; count -= 1) {
      const row = chance.pick(cells.slice(1))
      row[chance.pick([0, 0, 0, chance.below(row.length)])] = chance.pick(hostileTexts)
    }
    return Buffer.from(cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'))
  }
}

/** A workbook damaged as a file, or unpacked and damaged inside. */
async function workbooks(): Promise<(chance: Random) => Buffer> {
  const { rows } = parseCsv((await sample(matrix)).toString('utf8').replaceAll('\r\n', '\n'), ',')
  const book = await writeExcelFile(
    rows.map(({ cells }) => cells.map((value) => ({ value, type: String }))),
    {},
  ).toBuffer()
  const parts = unzip(book, () => true, 1e8)
  const xml = [...parts.keys()].filter((name) => name.endsWith('.xml'))
  return (chance) => {
    if (chance.below(4) === 0) return mutate(book, chance)
    const name = chance.pick(chance.below(2) === 0 ? xml : xml.filter((each) => /sheet1|sharedStrings/.test(each)))
    return zipStored(new Map([...parts, [name, mutate(parts.get(name) ?? book, chance)]]))
  }
}

async function yaml(folder: string): Promise<(chance: Random) => Buffer> {
  const whole = catalogWriter('yaml')(await loadCatalog([join(folder, matrix)]))
  const samples = [Buffer.from(whole), await sample('corrections.yaml')]
  return (chance) => mutate(chance.pick(samples), chance)
}

export const catalogSubjects: readonly Subject[] = [
  catalogSubject(
    'catalog as CSV',
    900,
    mutated(matrix, 'phone-system.csv', 'business-premium.price-list.csv', 'business-premium.sku-table.csv'),
  ),
  catalogSubject('catalog with hostile names', 600, hostileNames),
  catalogSubject('catalog as workbook', 600, workbooks),
  catalogSubject('catalog as JSON', 700, mutated('business-premium.partner-center.json')),
  catalogSubject('catalog as YAML', 700, yaml),
]
