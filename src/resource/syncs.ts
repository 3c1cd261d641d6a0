/**
 * Synchronisations: what OA must be told after a change, by a person, since no API for it is known
 * (oa-wire.md, sections 0 and 7; domain.md, section 3).
 */

import { addressesIn } from './added.ts'
import type { Reseller } from './reseller.ts'
import type { ClickTask, ManualTask, ManualWork } from './resource.ts'
import type { PanelAction } from '../oa/simulator/panel-action.ts'

export interface Sync {
  name: string
  noun: string
  /** What is done to the noun, where it is not synchronised; and the same in a word for a line of a plan. */
  deed?: string
  word?: string
  /** The kinds whose change obliges to it. */
  follows: readonly string[]
  /** The kind of which each changed resource has its own; absent where one serves the installation. */
  per?: string
  /** Which verbs oblige. */
  verbs: readonly ('create' | 'update')[]
  /** One for each reseller that this holds for, after the provider's own (rule I17). */
  forReseller?: (reseller: Reseller) => boolean
  manual(task: ManualTask): ManualWork
  click(task: ClickTask): PanelAction
}

/** Brings new resources into the subscriptions that exist. */
const templateSync: Sync = {
  name: 'template-sync',
  noun: 'service template',
  follows: ['service-template'],
  per: 'service-template',
  verbs: ['create', 'update'],
  manual: ({ label, value, nameOf }) => ({
    where: 'Billing: Products > Service Plans > Service Templates',
    lines: [
      `Open "${label}", tab Resources, select:`,
      ...addressesIn(value, 'changed').map((resource) => `- ${nameOf(resource)}`),
      'Synchronize, with "Install to Subscriptions, where" = All Subscriptions (KB 123749).',
    ],
  }),
  click: ({ key, value, idOf }) => ({
    do: 'template.sync',
    templateId: Number(key),
    resourceIds: addressesIn(value, 'changed').map((resource) => Number(idOf(resource))),
  }),
}

/** Brings new rates and upgrade paths into the subscriptions of a plan that was sold before; a new plan has none. */
const planSync: Sync = {
  name: 'plan-sync',
  noun: 'service plan',
  follows: ['service-plan', 'upgrade-paths'],
  per: 'service-plan',
  verbs: ['update'],
  manual: ({ label }) => ({
    where: `Billing: Products > Service Plans > ${label}`,
    lines: [
      'First finish or cancel open upgrade and downgrade orders: their resources are skipped silently (KB 9311).',
      'Update Subscriptions, Select: All.',
      'Tick only: Install new resources, Update Limits.',
      'Leave unticked: every price option and Remove obsolete resources.',
    ],
  }),
  click: ({ key, idOf }) => ({ do: 'plan.sync', planId: Number(idOf(`service-plan/${key}`)) }),
}

/** Shows the new plans in the online store. */
const storeSync: Sync = {
  name: 'store-sync',
  noun: 'online store',
  follows: ['resource-category', 'service-plan', 'upgrade-paths', 'sales-category'],
  verbs: ['create', 'update'],
  manual: () => ({
    where: 'Billing: Products > Online Store > Synchronization Settings',
    lines: ['Synchronize.'],
  }),
  click: () => ({ do: 'store.sync' }),
}

/** What changes something at a reseller: its own kinds, and plans of the provider that it may have got before. */
const changesReseller = ['reseller-template', 'reseller-plans', 'delegation', 'service-plan']

/** Brings delegated plans, and rates that delegated plans have got, to a reseller and into its store. */
const resellerSync: Sync = {
  name: 'reseller-sync',
  noun: 'reseller',
  follows: changesReseller,
  verbs: ['update'],
  forReseller: () => true,
  manual: ({ key, label, value }) =>
    value['model'] === 'power'
      ? {
          where: `Billing, in the panel of ${label} (account ${key})`,
          lines: [
            'Service Templates > its Office 365 template, tab Resources: select the new ones, Synchronize, All Subscriptions.',
            'Update Subscriptions of each of its plans that changed: only Install new resources and Update Limits.',
            'Online Store > Synchronization Settings: Synchronize.',
          ],
        }
      : {
          where: `Billing: the reseller synchronization of ${label} (account ${key})`,
          lines: [
            'Synchronize delegated service templates, with "Create new Plans and Plan periods" and "Update Sales Categories".',
            'One level only: "not propagated to sub-resellers" is expected, they follow in their own turn.',
          ],
        },
  click: ({ key }) => ({ do: 'reseller.sync', account: Number(key) }),
}

/** Until the reseller confirms, what was synchronised is in none of its stores (pain point P21). */
const resellerConfirmation: Sync = {
  name: 'reseller-confirmation',
  noun: 'delegated plans by',
  deed: 'Confirmation of',
  word: 'confirm',
  follows: ['delegation', 'service-plan'],
  verbs: ['update'],
  forReseller: ({ model, priceSyncDisabled }) => model === 'value-added' && priceSyncDisabled,
  manual: ({ key, label }) => ({
    where: `${label} (account ${key}), in its own panel: Products > Service Plans, "Delegated confirmation needed"`,
    lines: [
      'Have the reseller check the prices of the plans marked so, and confirm them.',
      'Until then these plans are in none of its stores, also those that were sold before.',
    ],
  }),
  click: ({ key }) => ({ do: 'reseller.confirm', account: Number(key) }),
}

/** In the order in which they must run (rule I17). */
export const syncs = [
  templateSync,
  planSync,
  storeSync,
  resellerSync,
  resellerConfirmation,
] as const satisfies readonly Sync[]

export function findSync(name: string): Sync | undefined {
  return syncs.find((sync) => sync.name === name)
}
