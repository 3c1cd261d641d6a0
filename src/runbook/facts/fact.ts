/** A fact: something about the installation that steps of an upgrade need to know, and where people find it. */

import type { z } from 'zod'

/** One value, or the words of a command. */
export type FactValue = string | readonly string[]

/** The value of another fact of the same place; undefined while it is not known. */
export type Known = (name: string) => FactValue | undefined

interface FactBase {
  /** `group.part`; steps name it in braces. Facts of `gateway` and `template` are answered for each of them. */
  name: string
  /** What it is, as the end of "What is …?". */
  what: string
  /** The numbers of the documents that have it collected, by document. */
  places?: Readonly<Record<string, string>>
}

/** What people answer. */
export interface AnsweredFact extends FactBase {
  schema: z.ZodType<FactValue>
  example: string
  /** How to find it. */
  find?: string
  /** Nothing has to be done where it is not known. */
  optional?: true
  default?: string
  /** Only upgrades in this scenario know it. */
  scenario?: 'csp' | 'syndication'
}

/** What follows from another one. */
export interface DerivedFact extends FactBase {
  from: string
  derive: (value: string) => string
}

export type Fact = AnsweredFact | DerivedFact

/** Of which each has answers of its own. An instance has one end-point URI, so a gateway site stands for its instance too. */
export const lists = { gateway: 'gateways', template: 'templates' } as const

/** What tells the entries of a list apart. */
export const keyFacts = { gateways: 'gateway.instance', templates: 'template.id' } as const

/**
 * What people call a fact: that of the second gateway site is `gateways.2.url`.
 *
 * @param index of its entry, counted from 0; undefined for what there is one of
 */
export function shownName(name: string, index: number | undefined): string {
  const [, part] = name.split('.')
  const list = listOf(name)
  return index === undefined || list === undefined || part === undefined ? name : `${list}.${index + 1}.${part}`
}

/** @returns the list that a fact belongs to, if any */
export function listOf(name: string): 'gateways' | 'templates' | undefined {
  const [group = ''] = name.split('.')
  return Object.hasOwn(lists, group) ? lists[group as keyof typeof lists] : undefined
}
