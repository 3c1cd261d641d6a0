/** What has a host name, an address and a site in IIS: the dispatcher, and each gateway. */

import type { Item } from '../../runbook/facts/known-facts.ts'
import { factName, type Inquiry } from './source.ts'

export interface WebSite {
  /** The first part of the names of its facts. */
  group: 'dispatcher' | 'gateway'
  item: Item | undefined
  /** From its URL; undefined while that is not known. */
  host: string | undefined
  ip: string | undefined
  site: string | undefined
}

/** @param part of the facts that are looked for; where no step needs it, there is none */
export function webSites({ facts, used }: Inquiry, part: 'ip' | 'site'): WebSite[] {
  const places = [
    { group: 'dispatcher' as const, items: facts.items(undefined) },
    { group: 'gateway' as const, items: facts.items('gateways') },
  ]
  const needed = places.filter(({ group }) => used.has(`${group}.${part}`))
  return needed.flatMap(({ group, items }) =>
    items.map((item) => {
      const known = (part: string): string | undefined => {
        const value = facts.at(item)(`${group}.${part}`)
        return typeof value === 'string' ? value : undefined
      }
      return { group, item, host: known('host'), ip: known('ip'), site: known('site') }
    }),
  )
}

export function nameOf({ group, item }: WebSite, part: 'ip' | 'site', { facts }: Inquiry): string {
  return factName(`${group}.${part}`, item, facts)
}

/** Which entry of a list it is, for what is found of it. */
export function ofItem(item: Item | undefined): { of?: string } {
  return item === undefined ? {} : { of: item.key }
}
