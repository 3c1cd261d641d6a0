/** Values that are sets of addresses: what they hold, and what a change puts in. */

import type { Address, ManualTask, ManualWork, Value } from './resource.ts'

export function addressesIn(value: Value | undefined, field: string): Address[] {
  const list = value?.[field]
  return Array.isArray(list) ? (list as Address[]) : []
}

/** Members of the list that were not there before. */
export function addedTo(value: Value, before: Value | undefined, field: string): Address[] {
  const old = new Set(addressesIn(before, field))
  return addressesIn(value, field).filter((member) => !old.has(member))
}

/** How a person fills a category of Billing: opens it, and adds what is missing. */
export function fillCategory(task: ManualTask, field: string, where: string): ManualWork {
  const { key, value, before, nameOf } = task
  return {
    where,
    lines: [
      `Open "${key}" (create it if it is missing) and add:`,
      ...addedTo(value, before, field).map((member) => `- ${nameOf(member)}`),
    ],
  }
}
