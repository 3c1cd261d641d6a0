/** License and add-on types as APS resources: their properties under the names that this installation uses. */

import { invalidArguments, Refusal } from './refusal.ts'
import type { TypeValues } from './save-type.ts'
import type { OfferType } from './state.ts'
import type { World } from './world.ts'

type Field = keyof TypeValues

/** Which fields the two forms share, and which only one has (oa-wire.md 2.2). */
const commonFields = ['name', 'offerId', 'provisioningId', 'assignable', 'description'] as const
const fieldsOfKind: Record<OfferType['kind'], readonly Field[]> = {
  license: [...commonFields, 'trialOfferId', 'upgrades'],
  addon: [...commonFields, 'parents'],
}
const allFields: readonly Field[] = [...commonFields, 'trialOfferId', 'upgrades', 'parents']

/** The properties of one type as the APS bus shows them. */
export function typeProperties(world: World, type: OfferType): Record<string, unknown> {
  return Object.fromEntries(fieldsOfKind[type.kind].map((field) => [wireName(world, field), type[field]]))
}

/**
 * The fields in the body of a POST or a PUT. A property that the type does not have is refused, as a schema would
 * refuse it (inferred); an empty value of the other kind's field is let pass.
 * @throws {Refusal} for an unknown property or one of the wrong kind.
 */
export function readProperties(
  world: World,
  kind: OfferType['kind'],
  body: Readonly<Record<string, unknown>>,
): Partial<TypeValues> {
  const fields = new Map(allFields.map((field) => [wireName(world, field), field]))
  const values: Partial<Record<Field, unknown>> = {}
  for (const [name, value] of Object.entries(body)) {
    if (name === 'aps') continue
    const field = fields.get(name)
    if (field !== undefined && fieldsOfKind[kind].includes(field)) values[field] = checkValue(name, field, value)
    else if (field === undefined || !isEmpty(value)) {
      throw invalidArguments(`The type has no property '${name}'.`)
    }
  }
  return values as Partial<TypeValues>
}

/** @throws {Refusal} when a new type lacks a required property. */
export function completeValues(world: World, values: Partial<TypeValues>): TypeValues {
  const { name, offerId, provisioningId, assignable } = values
  const missing = Object.entries({ name, offerId, provisioningId, assignable }).find(([, value]) => value === undefined)
  if (name === undefined || offerId === undefined || provisioningId === undefined || assignable === undefined) {
    throw invalidArguments(`The property '${wireName(world, (missing?.[0] ?? 'name') as Field)}' is required.`)
  }
  return {
    name,
    offerId,
    provisioningId,
    assignable,
    trialOfferId: values.trialOfferId ?? null,
    upgrades: values.upgrades ?? [],
    parents: values.parents ?? [],
    description: values.description ?? '',
  }
}

function wireName(world: World, field: Field): string {
  return field === 'description' ? field : world.application.propertyNames[field]
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function checkValue(name: string, field: Field, value: unknown): unknown {
  if (field === 'trialOfferId' && (value === null || value === '')) return null
  const isRight =
    field === 'assignable'
      ? typeof value === 'boolean'
      : field === 'upgrades' || field === 'parents'
        ? Array.isArray(value) && value.every((item) => typeof item === 'string')
        : typeof value === 'string' && (value !== '' || field === 'description' || field === 'provisioningId')
  if (isRight) return value
  throw new Refusal(`The property '${name}' has a value of the wrong kind.`, {
    status: 400,
    error: 'APS::Util::InvalidArguments',
  })
}
