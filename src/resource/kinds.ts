/** The kinds of resources, in the order of the procedure. A new kind is one file and one line here. */

import { addonType } from './kinds/addon-type.ts'
import { delegatedPaths } from './kinds/delegated-paths.ts'
import { delegation } from './kinds/delegation.ts'
import { licenseType } from './kinds/license-type.ts'
import { resellerPlans } from './kinds/reseller-plans.ts'
import { resellerTemplate } from './kinds/reseller-template.ts'
import { resourceCategory } from './kinds/resource-category.ts'
import { resourceUnit } from './kinds/resource-unit.ts'
import { resourceType } from './kinds/resource-type.ts'
import { salesCategory } from './kinds/sales-category.ts'
import { servicePlan } from './kinds/service-plan.ts'
import { serviceTemplate } from './kinds/service-template.ts'
import { upgradePaths } from './kinds/upgrade-paths.ts'
import type { Kind } from './resource.ts'

export const kinds = [
  licenseType,
  addonType,
  resourceType,
  resourceCategory,
  resourceUnit,
  serviceTemplate,
  servicePlan,
  upgradePaths,
  salesCategory,
  resellerTemplate,
  resellerPlans,
  delegation,
  delegatedPaths,
] as const satisfies readonly Kind[]

const byName = new Map<string, Kind>(kinds.map((kind) => [kind.name, kind]))

export function findKind(name: string): Kind | undefined {
  return byName.get(name)
}

/** @throws TypeError for a name that no kind has: a bug, since runbooks and plans are checked when they are read */
export function kindOf(address: string): Kind {
  const kind = byName.get(address.slice(0, address.indexOf('/')))
  if (kind === undefined) throw new TypeError(`no kind of resource for the address ${address}`)
  return kind
}

export function keyOf(address: string): string {
  return address.slice(address.indexOf('/') + 1)
}
