/** How meaning looks: colours where they are wanted, and never colours alone. */

import { Chalk, type ChalkInstance } from 'chalk'

export interface Style {
  created: (text: string) => string
  changed: (text: string) => string
  byHand: (text: string) => string
  bad: (text: string) => string
  good: (text: string) => string
  faint: (text: string) => string
  strong: (text: string) => string
}

/** @param color whether the output can show colours and the user wants them */
export function createStyle(color: boolean): Style {
  const chalk: ChalkInstance = new Chalk({ level: color ? 1 : 0 })
  return {
    created: chalk.green,
    changed: chalk.yellow,
    byHand: chalk.magenta,
    bad: chalk.red,
    good: chalk.green,
    faint: chalk.dim,
    strong: chalk.bold,
  }
}
