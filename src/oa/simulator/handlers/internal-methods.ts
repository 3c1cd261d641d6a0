/**
 * Internal Billing methods (oa-wire.md 6.3 b). Their names are known from client code, the order of their parameters is
 * not public: a world says which it has and in which order, as a site would have found out.
 */

import {
  addToResourceCategory,
  addToSalesCategory,
  nameOfResourceCategory,
  nameOfSalesCategory,
} from '../categories.ts'
import type { Context, HandlerTable } from '../handler.ts'
import { addRates, addUpgradePaths } from '../plan-changes.ts'
import { invalidArguments, Refusal } from '../refusal.ts'

type Values = Readonly<Record<string, unknown>>

const deeds: Readonly<Record<string, (context: Context, values: Values) => unknown>> = {
  AddResourceToCategory: (context, values) =>
    addToResourceCategory(context, nameOfResourceCategory(context, int(values, 'categoryId')), [
      int(values, 'resourceId'),
    ]),
  AddPlansToStoreCategory: (context, values) =>
    addToSalesCategory(context, nameOfSalesCategory(context, int(values, 'categoryId')), [int(values, 'planId')]),
  PlanChangeAdd: (context, values) => addUpgradePaths(context, int(values, 'planId'), [int(values, 'toPlanId')]),
  PlanRateAdd: (context, values) =>
    addRates(context, int(values, 'planId'), [
      {
        resourceId: int(values, 'resourceId'),
        included: int(values, 'included'),
        minimum: int(values, 'minimum'),
        maximum: int(values, 'maximum'),
        setupFee: Number(values['setupFee'] ?? 0),
        recurringFee: Number(values['recurringFee'] ?? 0),
        showInStore: true,
        categoryId: null,
      },
    ]),
}

export const internalMethodHandlers = {
  'billing.execute': (context, { Server, Method, Params }) => {
    const shape = context.world.internalMethods[Method]
    const deed = deeds[Method]
    if (shape === undefined || deed === undefined || shape.server !== Server) {
      throw new Refusal(`Server ${Server} does not have method ${Method}.`)
    }
    if (Params.length > shape.params.length) {
      throw new Refusal(`Method ${Method} takes ${shape.params.length} parameters.`)
    }
    deed(context, Object.fromEntries(Params.map((value, index) => [shape.params[index] ?? String(index), value])))
    return { Result: [{ Status: 'Operation done.' }] }
  },
} satisfies Partial<HandlerTable>

function int(values: Values, name: string): number {
  const value = values[name]
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw invalidArguments(`${name} is not a number.`)
}
