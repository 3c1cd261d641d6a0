/** Resellers in three tiers, made by counting: each of the first tier has some below it, and so on. */

import { arrangeResellers, type PlacedEntry } from '../../src/resource/resellers/arrange.ts'
import { resellerSchema, type Reseller } from '../../src/resource/reseller.ts'

export interface Tiers {
  /** How many in all. */
  total: number
  /** In the first tier; each of the second has as many below it as there is room for. */
  first: number
  second: number
  /** Ids of plans that everybody has. */
  delegated?: readonly number[]
}

/** Account ids count from 1001; every tenth has no price synchronization, every fiftieth of the first tier has power. */
export function manyResellers({ total, first, second, delegated }: Tiers): Reseller[] {
  const entries = Array.from({ length: total }, (_, index): PlacedEntry => {
    const isPower = index < first && index % 50 === 49
    const entry = resellerSchema.parse({
      account: 1001 + index,
      name: `Reseller ${index + 1}`,
      model: isPower ? 'power' : 'value-added',
      parent: parentOf(index, first, second),
      priceSyncDisabled: index % 10 === 9,
      ...(delegated === undefined ? {} : { delegated: [...delegated] }),
    })
    return { entry, placeOf: () => ({ file: 'resellers.csv', line: index + 2, column: 1 }) }
  })
  const { resellers, problems } = arrangeResellers(entries)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
  return resellers
}

function parentOf(index: number, first: number, second: number): number | undefined {
  if (index < first) return undefined
  // The power resellers have nobody below them.
  const above = (row: number, size: number): number => (row % size) - Number((row % size) % 50 === 49)
  if (index < first + second) return 1001 + above(index - first, first)
  return 1001 + first + ((index - first - second) % second)
}
