/** Each mutant has its place in the source; whether it is killed is seen by `npm run test:mutants`. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../../e2e/rig.ts'

interface Mutant {
  what: string
  file: string
  from: string
}

it('is planted in exactly one place', async () => {
  const file = join(root, 'test', 'torture', 'mutants', 'mutants.mjs')
  const { mutants } = (await import(file)) as { mutants: readonly Mutant[] }
  expect(mutants.length).toBeGreaterThan(40)
  const misplaced = await Promise.all(
    mutants.map(async ({ what, file: planted, from }) => {
      const places = (await readFile(join(root, planted), 'utf8')).split(from).length - 1
      return places === 1 ? [] : [`${planted}: ${what} (${places} places)`]
    }),
  )
  expect(misplaced.flat()).toEqual([])
})
