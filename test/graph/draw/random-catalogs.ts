/** Random catalogs without circles, up to 60 offers. */

import fc from 'fast-check'
import type { Given } from './small-catalog.ts'

/** Each offer has parents among those before it; every third has none. */
export const catalogs = fc
  .array(fc.array(fc.nat(60), { maxLength: 4 }), { minLength: 1, maxLength: 60 })
  .map((lists): Record<string, Given> => {
    const idOf = (index: number): string => `n${String(index).padStart(2, '0')}`
    return Object.fromEntries(
      lists.map((parents, index) => {
        const earlier = index === 0 ? [] : parents.map((parent) => idOf(parent % index))
        return [idOf(index), { parents: index % 3 === 0 ? [] : earlier }]
      }),
    )
  })
