/** `--allow <rule>=<number>`: lets one safety rule go up to exactly that number. */

import { InvalidArgumentError } from 'commander'
import { closest } from '../lib/text.ts'
import { safetyRuleNames, type SafetyRuleName } from '../resource/safety-rule-names.ts'

export type Allowances = ReadonlyMap<SafetyRuleName, number>

/** @throws InvalidArgumentError, which commander turns into a usage error */
export function readAllowance(text: string, before: Allowances = new Map()): Allowances {
  const [, name = '', number = ''] = /^([\w-]+)=(\d+)$/.exec(text) ?? []
  const rule = safetyRuleNames.find((each) => each === name)
  if (rule !== undefined) return new Map([...before, [rule, Number(number)]])
  const meant = closest(name, safetyRuleNames)
  const hint = meant === undefined ? `The rules are ${safetyRuleNames.join(', ')}.` : `Did you mean ${meant}=${number}?`
  throw new InvalidArgumentError(`It must be <rule>=<number>. ${hint}`)
}
