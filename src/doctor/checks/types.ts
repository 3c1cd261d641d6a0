/** Whether the APS bus shows the types and the properties that the configuration relies on. */

import { findApplication, findInstance, findTypeIds } from '../../resource/observe/application.ts'
import { readPages } from '../../resource/observe/pages.ts'
import type { Check, Examination, Finding } from '../doctor.ts'

export const types: Check = {
  name: 'types',
  run: async (examination) => {
    const { licenseType, addonType } = await discover(examination)
    const { apsTypes } = examination.site
    return [
      {
        health: 'ok',
        message: `The APS bus takes our token; license types are ${licenseType}, add-on types ${addonType}.`,
      },
      ...(apsTypes.license === undefined || apsTypes.addon === undefined
        ? []
        : [{ health: 'ok' as const, message: 'Both type ids are set in the configuration (apsTypes).' }]),
    ]
  },
}

async function discover({ reader, site }: Examination): Promise<{ licenseType: string; addonType: string }> {
  const { instanceId } = await findInstance(reader, site, await findApplication(reader, site))
  reader.useInstance(instanceId)
  return findTypeIds(reader, site)
}

export const properties: Check = {
  name: 'properties',
  run: async (examination) => {
    const { licenseType, addonType } = await discover(examination)
    const { properties: names } = examination.site.apsTypes
    const { parents, upgrades, trialOfferId, ...common } = names
    const wanted = [
      [licenseType, [...Object.values(common), upgrades, trialOfferId]],
      [addonType, [...Object.values(common), parents]],
    ] as const
    return Promise.all(wanted.map(([type, expected]) => compare(type, expected, examination)))
  },
}

async function compare(
  type: string,
  expected: readonly string[],
  examination: Examination,
): Promise<Omit<Finding, 'check'>> {
  const shown = await shownProperties(type, examination)
  if (shown === undefined) {
    return {
      health: 'warning',
      message: `Whether ${type} has the properties ${expected.join(', ')} cannot be told: the bus shows no schema, and there is no such type yet.`,
      hint: 'Read schemas/*.schema in the application package, and set apsTypes.properties where they differ.',
    }
  }
  const absent = expected.filter((name) => !shown.has(name))
  if (absent.length === 0)
    return { health: 'ok', message: `${type} has every property that apsTypes.properties names.` }
  return {
    health: 'problem',
    message: `${type} has no property ${absent.join(', ')}; it has ${[...shown].sort().join(', ')}.`,
    hint: 'Set apsTypes.properties in the configuration: what we call each, and what it is called there.',
  }
}

/** From the schema where the bus shows one, else from a resource of the type. */
async function shownProperties(type: string, { reader }: Examination): Promise<ReadonlySet<string> | undefined> {
  const all = await readPages((page) => reader.read('aps.types.list', page))
  const schema = all.find(({ id }) => id === type)?.['properties']
  if (Array.isArray(schema)) return new Set(schema.filter((name): name is string => typeof name === 'string'))
  if (typeof schema === 'object' && schema !== null) return new Set(Object.keys(schema))
  const { items } = await reader.read('aps.resources.list', { query: `implementing(${type})`, start: 0, count: 1 })
  return items[0] === undefined ? undefined : new Set(Object.keys(items[0]))
}
