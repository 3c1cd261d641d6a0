/** What is said of one rule or pain point; the tables of both make docs/rules.md. */

export interface RuleRow {
  id: string
  /** The rule, or what goes wrong. */
  says: string
  /** What is done about it, or why nothing can be. */
  handled: string
  /** From the root of the project; none where nothing handles it. */
  files: readonly string[]
  /** What the program says of it, by code. */
  codes?: readonly string[]
  /** Test files with the beginning of a title. */
  tests: readonly (readonly [file: string, title: string])[]
}
