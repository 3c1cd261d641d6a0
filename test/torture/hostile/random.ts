/** Numbers from a seed, so that every input can be made again. */

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  pick<T>(items: readonly T[]): T
}

/** mulberry32: small, quick and good enough to damage files with. */
export function random(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[below(items.length)] as (typeof items)[number]
    },
  }
}

/** Another seed for each input of each subject. */
export function seedFor(seed: number, subject: string, index: number): number {
  let mixed = seed ^ 0x9e3779b9
  for (const character of `${subject}:${index}`) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193)
  return mixed >>> 0
}
