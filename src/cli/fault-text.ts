/** A fault in the program, for whoever must mend it: every stack down to the first cause, and no secret in them. */

import { printableExcept } from '../lib/printable.ts'
import type { Redactor } from '../lib/redactor.ts'

/** More causes than anybody reads; also the end of causes that go round in circles. */
const DEEPEST = 5

const linesStay = printableExcept(/\n/)

export function faultText(error: unknown, redactor: Redactor): string {
  const stacks = chainOf(error).map((each) => redactor.hideIn(stackOf(each)))
  return `This is a fault in the program, please report it:\n${linesStay(stacks.join('\ncaused by: '))}\n`
}

function chainOf(error: unknown): unknown[] {
  const chain = [error]
  while (chain.length < DEEPEST) {
    const last = chain.at(-1)
    if (!(last instanceof Error) || last.cause === undefined) break
    chain.push(last.cause)
  }
  return chain
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
