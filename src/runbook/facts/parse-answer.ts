/** An answer that was typed: one value of the form of its fact, or what is wrong with it. */

import type { AnsweredFact, FactValue } from './fact.ts'

export function parseAnswer({ schema }: AnsweredFact, typed: string): { value: FactValue } | { problem: string } {
  const text = typed.trim()
  const forms: unknown[] = [text, ...(/^\d+$/.test(text) ? [Number(text)] : []), text.split(/\s+/)]
  for (const form of forms) {
    const parsed = schema.safeParse(form)
    if (parsed.success) return { value: parsed.data }
  }
  const issue = schema.safeParse(text).error?.issues[0]
  return { problem: issue?.message ?? 'It has another form.' }
}
