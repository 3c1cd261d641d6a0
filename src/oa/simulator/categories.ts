/** Resource categories and sales categories of Billing. */

import { type Context, nextId } from './handler.ts'
import { noSuchRow, Refusal } from './refusal.ts'
import type { ResourceCategory, SalesCategory } from './state.ts'
import { findPlan } from './plan-changes.ts'

/** Puts resources into the category of that name, which is made if there is none. */
export function addToResourceCategory(context: Context, name: string, resourceIds: readonly number[]): number {
  for (const id of resourceIds) {
    if (!context.state.resourceTypes.has(id)) throw noSuchRow('Resource', id)
  }
  const categories = context.state.resourceCategories
  const old = byName(categories, name)
  const category = old ?? { id: nextId(context, 'resourceCategory'), name, resourceIds: [] }
  const merged = [...new Set([...category.resourceIds, ...resourceIds])]
  categories.set(category.id, { ...category, resourceIds: merged })
  return category.id
}

/** Puts plans into the sales category of that name, which is made if there is none. */
export function addToSalesCategory(context: Context, name: string, planIds: readonly number[]): number {
  for (const id of planIds) findPlan(context, id)
  const categories = context.state.salesCategories
  const category = byName(categories, name) ?? { id: nextId(context, 'salesCategory'), name, planIds: [] }
  categories.set(category.id, { ...category, planIds: [...new Set([...category.planIds, ...planIds])] })
  return category.id
}

/** @throws {Refusal} when there is none with that id. */
export function nameOfResourceCategory({ state }: Context, id: number): string {
  const category = state.resourceCategories.get(id)
  if (category === undefined) throw noSuchRow('ResourceCategory', id)
  return category.name
}

/** @throws {Refusal} when there is none with that id. */
export function nameOfSalesCategory({ state }: Context, id: number): string {
  const category = state.salesCategories.get(id)
  if (category === undefined) throw noSuchRow('SalesCategory', id)
  return category.name
}

/** @throws {Refusal} when there is none of that name (text and pair inferred). */
export function findResourceCategory(context: Context, name: string): ResourceCategory {
  return byName(context.state.resourceCategories, name) ?? unknownName('Resource category', name)
}

/** @throws {Refusal} when there is none of that name (text and pair inferred). */
export function findSalesCategory(context: Context, name: string): SalesCategory {
  return byName(context.state.salesCategories, name) ?? unknownName('Sales category', name)
}

function byName<T extends { name: string }>(items: ReadonlyMap<number, T>, name: string): T | undefined {
  for (const item of items.values()) if (item.name === name) return item
  return undefined
}

function unknownName(what: string, name: string): never {
  throw new Refusal(`${what} '${name}' is not found.`, { moduleId: 'Common', extypeId: 10 })
}
