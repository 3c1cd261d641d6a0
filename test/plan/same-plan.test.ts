/** The order of a catalog's rows and the case of its ids change no plan (law 6): through real files. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import { packageRoot } from '../../src/lib/package-root.ts'
import { plan } from './small-world.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'same-plan-'))
})
afterAll(() => rm(folder, { recursive: true }))

const guids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

it.each(['business-premium.csv', 'phone-system.csv'])('%s', async (name) => {
  const text = await readFile(join(packageRoot, 'catalog-samples', name), 'utf8')
  const [header = '', ...rows] = text.trimEnd().split(/\r?\n/)
  const planned = async (lines: readonly string[]) => {
    const file = join(folder, 'catalog.csv')
    await writeFile(file, `${[header, ...lines].join('\r\n')}\r\n`)
    const made = { ...plan({ catalog: await loadCatalog([file]) }), digest: '' }
    // Only the lines that the plan points at move along with the rows.
    return JSON.stringify(made).replace(/"line":\d+/g, '')
  }
  const usual = await planned(rows)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(rows, { minLength: rows.length }),
      fc.infiniteStream(fc.boolean()),
      async (shuffled, upper) => {
        const recased = shuffled.map((row) =>
          row.replace(guids, (id) => (upper.next().value ? id.toUpperCase() : id.toLowerCase())),
        )
        expect(await planned(recased)).toBe(usual)
      },
    ),
    { numRuns: 25 },
  )
})
