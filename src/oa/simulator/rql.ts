/**
 * The subset of RQL that the APS bus's clients use: `implementing`, `eq`, `in`, `like`, `and`, `select`, `sort`, `limit`
 * (oa-wire.md 1.4). Commas and ampersands mean "and". Values are percent-encoded one by one, so decoding comes last.
 */

import { invalidArguments } from './refusal.ts'

export type RqlCondition =
  | { op: 'implementing'; type: string }
  | { op: 'eq'; property: string; value: string }
  | { op: 'in'; property: string; values: string[] }
  | { op: 'like'; property: string; pattern: string }

export interface Rql {
  conditions: RqlCondition[]
  select: string[] | undefined
  sort: { property: string; descending: boolean }[]
  limit: { start: number; count: number | undefined } | undefined
}

/**
 * The part of a URL after the question mark, still percent-encoded.
 * @throws {Refusal} 400 for an operator outside the subset, or for unbalanced parentheses.
 */
export function parseRql(query: string): Rql {
  const rql: Rql = { conditions: [], select: undefined, sort: [], limit: undefined }
  for (const term of splitTerms(query)) readTerm(rql, term)
  return rql
}

function readTerm(rql: Rql, term: string): void {
  const [, operator, inner] = /^(\w+)\((.*)\)$/s.exec(term) ?? []
  if (operator === undefined || inner === undefined) throw malformed(term)
  const args = splitTerms(inner)
  switch (operator) {
    case 'and':
      for (const arg of args) readTerm(rql, arg)
      break
    case 'select':
      rql.select = [...(rql.select ?? []), ...args.map((arg) => decode(arg).replace(/^[+-]/, ''))]
      break
    case 'sort':
      rql.sort.push(...args.map((arg) => ({ property: decode(arg).replace(/^[+-]/, ''), descending: /^-/.test(arg) })))
      break
    case 'limit':
      rql.limit = readLimit(args)
      break
    default:
      rql.conditions.push(readCondition(operator, args, term))
  }
}

function readCondition(op: string, args: string[], term: string): RqlCondition {
  const [first, second] = args
  if (op === 'implementing' && first !== undefined && args.length === 1) return { op, type: decode(first) }
  if (first === undefined || second === undefined || args.length !== 2) throw malformed(term)
  const property = decode(first)
  switch (op) {
    case 'eq':
      return { op, property, value: decode(second) }
    case 'like':
      // Stays encoded, so that an encoded star can be told from the wildcard; decoded once here to see that it can be.
      decode(second)
      return { op, property, pattern: second }
    case 'in': {
      const list = /^\((.*)\)$/s.exec(second)?.[1]
      if (list === undefined) throw malformed(term)
      return { op, property, values: splitTerms(list).map(decode) }
    }
    default:
      throw malformed(term)
  }
}

function readLimit([start = '', count]: string[]): Rql['limit'] {
  if (!/^\d+$/.test(start) || (count !== undefined && !/^\d+$/.test(count))) {
    throw malformed(`limit(${start},${count ?? ''})`)
  }
  return { start: Number(start), count: count === undefined ? undefined : Number(count) }
}

/** Splits at commas and ampersands that are not inside parentheses. */
function splitTerms(text: string): string[] {
  const terms: string[] = []
  let depth = 0
  let from = 0
  for (let index = 0; index <= text.length; index++) {
    const char = text[index]
    if (char === '(') depth += 1
    if (char === ')') depth -= 1
    if (depth < 0 || (char === undefined && depth > 0)) throw malformed(text)
    if (char === undefined || (depth === 0 && (char === ',' || char === '&'))) {
      terms.push(text.slice(from, index))
      from = index + 1
    }
  }
  // An empty list item is a value of its own, an empty query is no term at all.
  return terms.length === 1 && terms[0] === '' ? [] : terms
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw malformed(text)
  }
}

function malformed(part: string): Error {
  return invalidArguments(`'${part}' is not understood as RQL.`)
}
