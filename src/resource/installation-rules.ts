/** What must hold in an installation whatever a catalog says: the invariants of domain.md that reads can show. */

import type { OfferId } from '../catalog/offer.ts'
import { chained } from './chained.ts'
import type { Inventory } from './inventory.ts'
import type { ObservedPlan, ObservedState } from './observed-state.ts'
import { address, type Address } from './resource.ts'

export interface RuleFinding {
  /** As domain.md numbers them. */
  rule: string
  address: Address
  label: string
  message: string
  hint: string
}

interface Installed {
  observed: ObservedState
  inventory: Inventory
}

interface InstallationRule {
  rule: string
  /** For people. */
  says: string
  find: (installed: Installed) => RuleFinding[]
}

function planAddress({ inventory }: Installed, plan: ObservedPlan): Address {
  return address('service-plan', inventory.keyOfPlan.get(plan.id) ?? `plan-${plan.id}`)
}

function nameOf({ inventory }: Installed, id: OfferId): string {
  return inventory.types.get(id)?.name ?? id
}

const twoForOne: InstallationRule = {
  rule: 'I1',
  says: 'one type per offer, one resource type per type',
  find: ({ inventory }) =>
    [...inventory.duplicates].flatMap(([id, findings]) =>
      findings.map(({ code, message, hint = '' }) => ({
        rule: code === 'observe/two-types' ? 'I1' : 'I2',
        address:
          code === 'observe/two-types'
            ? address(inventory.types.get(id)?.kind === 'addon' ? 'addon-type' : 'license-type', id)
            : address('resource-type', id),
        label: inventory.types.get(id)?.name ?? id,
        message,
        hint,
      })),
    ),
}

const typeChains: InstallationRule = {
  rule: 'I4',
  says: 'each add-on type has a complete chain of parents to a license',
  find: (installed) => {
    const isChained = chained(installed.inventory.types, () => true)
    return [...installed.inventory.types.values()].flatMap((type) =>
      type.kind === 'license' || isChained(type.offerId)
        ? []
        : [
            {
              rule: 'I4',
              address: address('addon-type', type.offerId),
              label: type.name,
              message: 'No chain of its possible parents leads to a license type, so nobody can subscribe to it.',
              hint: 'Onboard a base offer that it belongs to: o365-onboard add-offers <catalog> --offer <the add-on>',
            },
          ],
    )
  },
}

const planChains: InstallationRule = {
  rule: 'I5',
  says: 'each plan with an add-on has rates for its ancestors',
  find: (installed) =>
    installed.observed.plans.flatMap((plan) => {
      const rated = new Set(plan.rates.flatMap(({ resourceId }) => installed.inventory.offerOf.get(resourceId) ?? []))
      const isChained = chained(installed.inventory.types, (id) => rated.has(id))
      const open = [...rated].filter((id) => !isChained(id))
      return open.map((id) => ({
        rule: 'I5',
        address: planAddress(installed, plan),
        label: plan.name,
        message: `The rate of ${nameOf(installed, id)} has no rates for a complete chain of its ancestors; orders of it fail.`,
        hint: 'Add the rate of a parent to the plan, or take this one out.',
      }))
    }),
}

const offerLimits: InstallationRule = {
  rule: 'I8',
  says: 'no offer is unlimited in the template',
  find: ({ observed: { template }, inventory }) =>
    [...template.limits].flatMap(([resourceId, limit]) => {
      const id = inventory.offerOf.get(resourceId)
      if (id === undefined || limit !== -1) return []
      const label = inventory.resourceTypes.get(id)?.name ?? id
      return [
        {
          rule: 'I8',
          address: address('resource-type', id),
          label,
          message: `Its limit in "${template.name}" is unlimited: orders fail with "Do not use the Unlimited values" (KB 115453).`,
          hint: 'Set it to 0: the sold amount comes from the rates of plans.',
        },
      ]
    }),
}

const activeTemplate: InstallationRule = {
  rule: 'I9',
  says: 'the template is active',
  find: ({ observed: { template } }) =>
    template.active
      ? []
      : [
          {
            rule: 'I9',
            address: address('service-template', String(template.id)),
            label: template.name,
            message: 'It is inactive: nothing on it can be sold.',
            hint: 'Activate it: Operations, Products > Service Templates. After a broken run: o365-onboard resume',
          },
        ],
}

const ratedResources: InstallationRule = {
  rule: 'I11',
  says: 'plans have rates only for what their template holds',
  find: (installed) =>
    installed.observed.plans.flatMap((plan) =>
      plan.rates
        .filter(({ resourceId }) => !installed.observed.template.limits.has(resourceId))
        .map(({ resourceId }) => {
          const id = installed.inventory.offerOf.get(resourceId)
          return {
            rule: 'I11',
            address: planAddress(installed, plan),
            label: plan.name,
            message: `It has a rate for ${id === undefined ? `resource ${resourceId}` : nameOf(installed, id)}, which its template does not hold.`,
            hint: 'Add the resource to the template (procedure A does), or remove the rate.',
          }
        }),
    ),
}

const rateAmounts: InstallationRule = {
  rule: 'I12',
  says: 'minimum, included and maximum of a rate fit each other',
  find: (installed) =>
    installed.observed.plans.flatMap((plan) =>
      plan.rates.flatMap(({ resourceId, included, minimum, maximum }) => {
        const id = installed.inventory.offerOf.get(resourceId)
        const fits =
          (included <= 0 || included >= minimum) && (maximum === -1 || (minimum <= maximum && included <= maximum))
        if (id === undefined || fits) return []
        return [
          {
            rule: 'I12',
            address: planAddress(installed, plan),
            label: plan.name,
            message: `The rate of ${nameOf(installed, id)} has minimum ${minimum}, included ${included}, maximum ${maximum}.`,
            hint: 'Included is -1, 0 or at least the minimum, and nothing is above the maximum.',
          },
        ]
      }),
    ),
}

const upgradeTargets: InstallationRule = {
  rule: 'I14',
  says: 'the upgrades of a license type lead to other license types that exist',
  find: ({ inventory: { types } }) =>
    [...types.values()].flatMap((type) =>
      type.upgrades
        .filter((target) => target === type.offerId || types.get(target)?.kind !== 'license')
        .map((target) => ({
          rule: 'I14',
          address: address('license-type', type.offerId),
          label: type.name,
          message:
            target === type.offerId
              ? 'It lists itself among its upgrades: such an upgrade waits forever (KB 129326).'
              : `It lists an upgrade to ${types.get(target)?.name ?? target}, which is no license type here.`,
          hint: 'Onboard the target, or take it out of Possible upgrades.',
        })),
    ),
}

export const installationRules: readonly InstallationRule[] = [
  twoForOne,
  typeChains,
  planChains,
  offerLimits,
  activeTemplate,
  ratedResources,
  rateAmounts,
  upgradeTargets,
]

/** Everything that breaks a rule, in the order of the rules. */
export function checkInstallation(installed: Installed): RuleFinding[] {
  return installationRules.flatMap(({ find }) => find(installed))
}
