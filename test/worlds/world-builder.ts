/** Worlds too large to write by hand: a shipped one, and what was sold in it for years. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import type { worldSchema } from '../../src/oa/simulator/world.ts'
import { newFolder, root } from '../e2e/rig.ts'
import { omit } from '../run/omit.ts'
import type { NamedOffer } from './offers.ts'

export type WorldInput = z.input<typeof worldSchema>
type PlanInput = NonNullable<WorldInput['plans']>[number]

export async function shippedWorld(name: string): Promise<WorldInput> {
  return parse(await readFile(join(root, 'worlds', `${name}.yaml`), 'utf8')) as WorldInput
}

/** YAML is also JSON. @returns the file */
export async function worldFile(world: WorldInput): Promise<string> {
  const file = join(await newFolder(), 'world.yaml')
  await writeFile(file, JSON.stringify(world))
  return file
}

/** The resource type of the n-th offer that was sold; offers count from 0. */
export const resourceIdOf = (index: number): number => 1_001_000 + index

const apsIdOf = (index: number): string => `0e1a6c3a-57f5-4c52-8d4e-${index.toString(16).padStart(12, '0')}`

/** An offer as people set it up: under names of their own. */
export interface SetUp {
  offer: NamedOffer
  typeName: string
  resourceName: string
}

/** Adds a type, a resource type, a place in the template and one in a category for each offer. */
export function withOffers(world: WorldInput, all: readonly SetUp[], category: string): WorldInput {
  const types = all.map(({ offer, typeName }, index) => ({
    apsId: apsIdOf(index),
    name: typeName,
    offerId: offer.id,
    provisioningId: offer.provisioningId,
    assignable: !offer.perGigabyte,
    parents: [...offer.parents],
  }))
  const isAddon = ({ parents }: { parents: string[] }): boolean => parents.length > 0
  const resourceIds = all.map((_, index) => resourceIdOf(index))
  return {
    ...world,
    licenseTypes: types.filter((type) => !isAddon(type)).map((type) => omit(type, 'parents')),
    addonTypes: types.filter(isAddon),
    resourceTypes: [
      ...(world.resourceTypes ?? []),
      ...all.map(({ resourceName, offer }, index) => ({
        id: resourceIdOf(index),
        name: resourceName,
        resourceClass: 'rc.saas.service.link',
        ...(offer.perGigabyte ? { unit: 'GB' } : {}),
        activationParameters: { app_id: '17', resource_uid: apsIdOf(index) },
      })),
    ],
    serviceTemplates: (world.serviceTemplates ?? []).map((template) =>
      template.name === 'Office 365'
        ? {
            ...template,
            resources: [
              ...(template.resources ?? []),
              ...resourceIds.map((resourceTypeId) => ({ resourceTypeId, limit: 0 })),
            ],
          }
        : template,
    ),
    resourceCategories: (world.resourceCategories ?? []).map((each) =>
      each.name === category ? { ...each, resourceIds } : each,
    ),
  }
}

/** A published plan on the Office 365 template. */
export function planIn(
  id: number,
  name: string,
  { unit, fee }: { unit: 'month' | 'year'; fee: number },
  resourceIds: readonly number[],
): PlanInput {
  return {
    id,
    name,
    templateId: 12,
    periods: [{ id: 10_000 + id, length: 1, unit }],
    rates: resourceIds.map((resourceId, index) => ({
      id: 100_000 + id * 100 + index,
      resourceId,
      maximum: 10_000,
      recurringFee: index === 0 ? fee : 1,
    })),
  }
}
