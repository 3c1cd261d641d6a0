/** A few resellers in up to three tiers, some with copies that are known, some with copies that nobody knows of. */

import fc from 'fast-check'
import type { ObservedState, PlanCopies } from '../../src/resource/observed-state.ts'
import { resellerSchema, type Reseller } from '../../src/resource/reseller.ts'
import { arrangeResellers } from '../../src/resource/resellers/arrange.ts'

const one = fc.record({
  model: fc.constantFrom('value-added', 'value-added', 'value-added', 'power'),
  /** Which of the value-added ones before it is above, if any. */
  above: fc.nat(4),
  priceSyncDisabled: fc.boolean(),
  /** Which of the plans that it could have it has, counted off by this. */
  has: fc.nat(7),
})

export const resellerSeeds = fc.record({
  all: fc.array(one, { maxLength: 4 }),
  /** Whether copies can be read, stand in the list, or are not known. */
  knows: fc.constantFrom('read', 'file', 'nothing'),
})
type Seeds = typeof resellerSeeds extends fc.Arbitrary<infer T> ? T : never

const accountAt = (index: number): number => 1001 + index

/** @returns the list of a site, and the installation with what they have */
export function addResellers({ all, knows }: Seeds, observed: ObservedState): [Reseller[], ObservedState] {
  const copies = new Map<number, PlanCopies>()
  const entries = all.map(({ model, above, priceSyncDisabled, has }, index) => {
    const account = accountAt(index)
    const higher = all.flatMap((each, at) => (at < index && each.model === 'value-added' ? [accountAt(at)] : []))
    const parent = model === 'power' ? undefined : higher[above]
    const offered = parent === undefined ? observed.plans.map(({ id }) => id) : [...(copies.get(parent)?.keys() ?? [])]
    const own = offered.filter((_, at) => model === 'value-added' && (has >> (at % 3)) % 2 === 1)
    copies.set(account, new Map(own.map((plan) => [plan, plan * 10 + index])))
    const delegated = knows === 'file' && model === 'value-added' ? { delegated: own } : {}
    const entry = resellerSchema.parse({
      account,
      name: `Reseller ${account}`,
      model,
      parent,
      priceSyncDisabled,
      ...delegated,
    })
    return { entry, placeOf: () => ({ file: 'resellers.csv', line: index + 2 }) }
  })
  const { resellers, problems } = arrangeResellers(entries)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
  const power = resellers.filter(({ model }) => model === 'power')
  return [
    resellers,
    {
      ...observed,
      resellerPlans: knows === 'read' ? copies : undefined,
      resellerTemplates: new Map(
        power.map(({ account }) => [
          account,
          { id: 3000 + account, name: 'Own', active: true, limits: new Map([[1, -1]]) },
        ]),
      ),
    },
  ]
}
