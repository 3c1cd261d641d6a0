/** Editions: which of equally good chains under a named base was meant. */

import { describe, expect, it } from 'vitest'
import { editionOf } from '../../src/graph/edition.ts'
import { catalogOf, guid, offer, select } from '../plan/small-world.ts'

it.each([
  ['Phone System', ''],
  ['Phone System (Government Pricing)', 'government pricing'],
  ['Phone System (Nonprofit Staff Pricing) (36 mo)', 'nonprofit staff pricing'],
  ['Skype for Business Online (Plan 2)', ''],
])('the edition of %j is %j', (name, edition) => {
  expect(editionOf(name)).toBe(edition)
})

describe('under a base that was named', () => {
  const given = (name: string) =>
    catalogOf(
      offer(1),
      offer(2, { name: 'Phone (Government Pricing)', parents: [1] }),
      offer(3, { name: 'Phone', parents: [1] }),
      offer(4, { name: 'Phone (Faculty Pricing)', parents: [1] }),
      offer(9, { name, parents: [2, 3, 4] }),
    )

  it.each([
    ['Calling', 3],
    ['Calling (government pricing)', 2],
  ])('%s goes through its own edition', (name, through) => {
    const { offers, questions } = select(given(name), [name, guid(1)])
    expect(questions).toEqual([])
    expect([...offers.keys()]).toEqual([guid(1), guid(through), guid(9)])
  })

  it('an edition that none of them has leaves the question', () => {
    const { questions } = select(given('Calling (Student Pricing)'), [guid(9), guid(1)])
    expect(questions.map(({ choices }) => choices.length)).toEqual([3])
  })
})
