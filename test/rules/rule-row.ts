/** What is said of one rule or pain point; the tables of both make docs/rules.md. */

export interface RuleRow {
  id: string
  /** The rule, or what goes wrong. */
  says: string
  /** What is done about it, or why nothing can be. */
  handled: string
  /** Files in `src/`; none where nothing handles it. */
  files: readonly string[]
  /** What the program says of it, by code. */
  codes?: readonly string[]
  /** Test files with the beginning of a title. */
  tests: readonly (readonly [file: string, title: string])[]
}

/** The upgrade of the application is no part of these two procedures. */
export const UPGRADES = 'Not here: it is about upgrading the application, not about bringing offers.'
