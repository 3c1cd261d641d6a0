/** The words of a command, with the facts in them. */

import type { Known } from '../../runbook/facts/fact.ts'
import { fill } from '../../runbook/facts/placeholders.ts'
import type { Word } from '../../runbook/steps/run.ts'
import { wordApplies } from './applies.ts'

/** The words of a command with the facts in them; a word stays one word, whatever its facts are. */
export function wordsOf(words: readonly Word[], known: Known): string[] {
  return words.flatMap((word) => {
    if (typeof word === 'string') return [fill(word, known)]
    if ('fact' in word) {
      const value = known(word.fact)
      return value === undefined ? [] : typeof value === 'string' ? [value] : [...value]
    }
    return wordApplies(word, known) ? word.words.map((inner) => fill(inner, known)) : []
  })
}
