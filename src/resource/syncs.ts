/**
 * Synchronisations: what OA must be told after a change, by a person, since no API for it is known
 * (oa-wire.md, sections 0 and 7; domain.md, section 3).
 */

import { addressesIn } from './added.ts'
import type { ClickTask, ManualTask, ManualWork } from './resource.ts'
import type { PanelAction } from '../oa/simulator/panel-action.ts'

export interface Sync {
  name: string
  noun: string
  /** The kinds whose change obliges to it. */
  follows: readonly string[]
  /** The kind of which each changed resource has its own; absent where one serves the installation. */
  per?: string
  /** Which verbs oblige. */
  verbs: readonly ('create' | 'update')[]
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
  click: ({ value, idOf, target }) => ({
    do: 'template.sync',
    templateId: target.templateId,
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

/** In the order in which they must run (rule I17). */
export const syncs = [templateSync, planSync, storeSync] as const satisfies readonly Sync[]

export function findSync(name: string): Sync | undefined {
  return syncs.find((sync) => sync.name === name)
}
