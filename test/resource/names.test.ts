/** Names of new objects: prefix, pattern, length, and what tells two of one name apart. */

import { describe, expect, it } from 'vitest'
import type { Offer } from '../../src/catalog/offer.ts'
import { at, catalogOf, emptyInstallation, guid, offer, plan, site, sold, type } from '../plan/small-world.ts'

function names(given: Record<string, unknown>, ...offers: Offer[]) {
  const made = plan({ catalog: catalogOf(...offers), site: site(given) })
  const nameAt = (kind: string) => at(made, `${kind}/${guid(1)}`)[0]?.value?.['name']
  return { type: nameAt('license-type'), resource: nameAt('resource-type'), plan: nameAt('service-plan') }
}

it('are the offer name as it stands', () => {
  expect(names({}, offer(1, { name: 'Business' }))).toEqual({
    type: 'Business',
    resource: 'Business',
    plan: 'Business',
  })
})

it('begin with the prefix of the instance and follow the patterns', () => {
  const policy = { names: { resourceType: '{offer} (license)', plan: 'Plan {offer} / {offer}' } }
  expect(names({ prefix: 'INST1:', policy }, offer(1, { name: 'Business' }))).toEqual({
    type: 'INST1:Business',
    resource: 'INST1:Business (license)',
    plan: 'INST1:Plan Business / Business',
  })
})

describe('the name of a resource type', () => {
  const ofLength = (length: number) => 'x'.repeat(length)

  it('may have 60 characters', () => {
    expect(names({}, offer(1, { name: ofLength(60) })).resource).toBe(ofLength(60))
  })

  it('is cut at 60, and ends in the beginning of the offer id then', () => {
    const { resource, type: full } = names({}, offer(1, { name: ofLength(61) }))
    expect(resource).toBe(`${ofLength(49)} (00000000)`)
    expect(resource).toHaveLength(60)
    expect(full).toBe(ofLength(61))
  })

  it('is cut as the policy says, never inside the blank before the id', () => {
    const policy = { names: { resourceTypeMaxLength: 20 } }
    expect(names({ policy }, offer(1, { name: 'Offer of a very long name' })).resource).toBe('Offer of (00000000)')
  })
})

it('carry the beginning of the offer id where two offers share a name, however it is written', () => {
  const twin = { ...offer(2, { name: 'TWIN' }), id: 'ffffffff-0000-4000-8000-000000000002' }
  const { type: name, plan: planName } = names({}, offer(1, { name: 'Twin' }), twin)
  expect([name, planName]).toEqual(['Twin (00000000)', 'Twin (00000000)'])
})

it('carry all of the id where two share its beginning, too: plans just made are told by their names', () => {
  const { type: name, plan: planName } = names({}, offer(1, { name: 'Twin' }), offer(2, { name: 'TWIN' }))
  expect([name, planName]).toEqual([`Twin (${guid(1)})`, `Twin (${guid(1)})`])
})

it('of what exists are left alone', () => {
  const observed = emptyInstallation(sold(type('license', 1, { name: 'Their own name' })))
  const made = plan({ catalog: catalogOf(offer(1)), observed, site: site({ prefix: 'X:' }) })
  expect(at(made, `license-type/${guid(1)}`)).toEqual([])
  expect(at(made, `resource-type/${guid(1)}`)).toEqual([])
  expect(at(made, `service-plan/${guid(1)}`)[0]?.value?.['name']).toBe('X:Offer 1')
})
