/** Offers for worlds and their catalogs, by name: what Microsoft's matrix says of them, in as few words as possible. */

import { hash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cells, guid, matrix } from '../catalog/matrix-file.ts'
import { newFolder } from '../e2e/rig.ts'

export interface NamedOffer {
  id: string
  name: string
  provisioningId: string
  /** Offer ids; an offer with parents is an add-on. */
  parents: readonly string[]
  /** Offer ids that the matrix says it can be converted to. */
  convertsTo: readonly string[]
  perGigabyte: boolean
  /** How many subscriptions of it one customer may have at once; 0 is any number. */
  limit: number
}

/** The example offers of KB 126207, by their real ids. */
export const ids = {
  essentials: 'bd938f12-058f-4927-bba3-ae36b1d2501c',
  premium: '031c9e47-4802-4248-838e-778fb1d2cc05',
  e1: '91fd106f-4b2c-4938-95ac-f54f74e9a239',
  e3: '796b6b5f-613c-4e24-a17c-eba730d49c02',
  skype: '14c61739-b45a-42c0-832c-d330972d3173',
  phone: '4260988e-990d-479c-ae7b-f01ce8e1bb4d',
}

/** One that is not in the KB gets an id made of its name. */
export function offer(name: string, provisioningId: string, given: Partial<NamedOffer> = {}): NamedOffer {
  const rest = { parents: [], convertsTo: [], perGigabyte: false, limit: 0 }
  return { id: guid(parseInt(hash('sha256', name).slice(0, 12), 16)), name, provisioningId, ...rest, ...given }
}

/** As Microsoft's offer matrix has them. @returns the file */
export async function catalogFile(offers: readonly NamedOffer[]): Promise<string> {
  const rows = offers.map(({ id, name, provisioningId, parents, convertsTo, perGigabyte, limit }, index) =>
    cells(index, {
      'Offer Display Name': name,
      'Durable Offer ID': id,
      'Provisioning ID': provisioningId,
      'Offer Type': parents.length > 0 ? 'Add-on' : 'Base',
      'Max Seat Count': parents.length > 0 ? '10000000' : '300',
      'Offer Limit': limit === 0 ? '' : String(limit),
      'Offer Limit Scope': limit === 0 ? 'None' : 'Concurrent',
      'Depends On': parents.join(';'),
      'Can Convert To': convertsTo.join(';'),
      'Offer Display Description': perGigabyte ? 'Priced per gigabyte' : name,
    }),
  )
  const file = join(await newFolder(), 'matrix.csv')
  await writeFile(file, matrix(...rows))
  return file
}
