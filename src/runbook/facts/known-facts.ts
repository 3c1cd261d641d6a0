/** All facts of one upgrade: as given, as answered, as they follow; each asked for by name where a step stands. */

import type { Answers, Values } from './answers.ts'
import { keyFacts, type FactValue, type Known } from './fact.ts'
import { findFact } from './facts.ts'

/** A gateway site with its instance, or a service template, that a step is done for. */
export interface Item {
  /** Part of the ids of its operations. */
  key: string
  values: Values
}

export class KnownFacts {
  readonly answers: Answers
  readonly #scenario: 'csp' | 'syndication'

  /**
   * @param given what the command line and the table of paths say
   * @param scenario facts that are only for the other one are left out
   */
  constructor(answers: Answers, given: Readonly<Record<string, string>>, scenario: 'csp' | 'syndication') {
    this.#scenario = scenario
    const own = [...answers.values].filter(([name]) => isOf(name, scenario))
    this.answers = { ...answers, values: new Map([...own, ...Object.entries(given)]) }
  }

  /** The same upgrade, of which more is known. */
  with(answers: Answers): KnownFacts {
    return new KnownFacts(answers, {}, this.#scenario)
  }

  /** Looks facts up for a step; with an item, first what is its own. */
  at(item?: Item): Known {
    const look = (name: string): FactValue | undefined => {
      const fact = findFact(name)
      if (fact === undefined) return undefined
      if ('derive' in fact) {
        const from = look(fact.from)
        return typeof from === 'string' ? fact.derive(from) : undefined
      }
      return item?.values.get(name) ?? this.answers.values.get(name) ?? fact.default
    }
    return look
  }

  /** Once where a step is for no list. */
  items(each: 'gateways' | 'templates' | undefined): readonly (Item | undefined)[] {
    const { gateways, templates } = this.answers
    if (each === undefined) return [undefined]
    const rows = each === 'templates' ? templates : gateways
    return rows.map((values, index) => ({ key: rowKey(values, each, index), values }))
  }
}

function isOf(name: string, scenario: 'csp' | 'syndication'): boolean {
  const fact = findFact(name)
  return fact === undefined || 'derive' in fact || fact.scenario === undefined || fact.scenario === scenario
}

/** @param index stands in where the id is not known yet */
export function rowKey(values: Values, list: keyof typeof keyFacts, index: number): string {
  const id = values.get(keyFacts[list])
  return typeof id === 'string' ? id : `no-${index + 1}`
}
