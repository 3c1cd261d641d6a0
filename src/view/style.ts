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
  // Of one text only: chalk joins whatever else it is given, such as the index from a map.
  const of =
    (paint: ChalkInstance) =>
    (text: string): string =>
      paint(text)
  return {
    created: of(chalk.green),
    changed: of(chalk.yellow),
    byHand: of(chalk.magenta),
    bad: of(chalk.red),
    good: of(chalk.green),
    faint: of(chalk.dim),
    strong: of(chalk.bold),
  }
}
