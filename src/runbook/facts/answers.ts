/** The answers file: what people know about their installation, read as strictly as a runbook. */

import { z } from 'zod'
import type { Diagnostic, Place } from '../../lib/diagnostic.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { readTextFile } from '../../lib/read-text-file.ts'
import { checkYaml, parseYaml, type YamlSource } from '../../lib/yaml-source.ts'
import { keyFacts, listOf, type FactValue } from './fact.ts'
import { answeredFacts } from './facts.ts'

/** Values by the name of the fact. */
export type Values = ReadonlyMap<string, FactValue>

export interface Answers {
  /** What there is one of. */
  values: Values
  /** In the order of the file; empty where nothing is said of any. */
  gateways: readonly Values[]
  templates: readonly Values[]
  /** Where a value comes from that nobody answered, by `shownName`. */
  found?: ReadonlyMap<string, string>
}

export const noAnswers: Answers = { values: new Map(), gateways: [], templates: [] }

/**
 * The keys of the file: facts grouped by the first part of their name, lists by their plural. A key without a value is not
 * answered yet: so a file that is filled in by and by can be used again.
 */
const answersSchema = z.strictObject({
  formatVersion: z.literal(1),
  ...shapeOf(answeredFacts.filter(({ name }) => listOf(name) === undefined)),
  gateways: z.array(z.strictObject(partsOf('gateway'))).nullish(),
  templates: z.array(z.strictObject(partsOf('template'))).nullish(),
})

function shapeOf(facts: typeof answeredFacts): Record<string, z.ZodType> {
  const groups = [...new Set(facts.map(({ name }) => name.split('.')[0] ?? ''))]
  return Object.fromEntries(
    groups.map((group) => {
      const single = facts.find(({ name }) => name === group)
      return [group, (single?.schema ?? z.strictObject(partsOf(group))).nullish()]
    }),
  )
}

function partsOf(group: string): Record<string, z.ZodType> {
  const own = answeredFacts.filter(({ name }) => name.startsWith(`${group}.`))
  return Object.fromEntries(own.map(({ name, schema }) => [name.slice(group.length + 1), schema.nullish()]))
}

/**
 * @throws OnboardError `upgrade/answers-unreadable`, `upgrade/answers-invalid`, `yaml/…`, each problem with its place
 */
export async function loadAnswers(file: string, shown = file): Promise<Answers> {
  const text = await readTextFile({
    what: 'The answers file',
    file,
    shown,
    code: 'upgrade/answers-unreadable',
    hint: 'Check the path. Without --answers, what is needed is told with a file to fill in.',
  })
  return parseAnswers(text, shown)
}

export function parseAnswers(text: string, file: string): Answers {
  const source = parseYaml(text, file)
  const data = checkYaml(source, answersSchema, CODE) as unknown as Data
  const [gateways, templates] = [data.gateways ?? [], data.templates ?? []]
  const single = Object.entries(data).filter(([key]) => !['formatVersion', 'gateways', 'templates'].includes(key))
  const answers = {
    values: new Map(single.flatMap(([group, value]) => valuesOf(group, value))),
    gateways: gateways.map((each) => new Map(valuesOf('gateway', each))),
    templates: templates.map((each) => new Map(valuesOf('template', each))),
  }
  refuse(disagreements(answers, source), file)
  return answers
}

const CODE = 'upgrade/answers-invalid'

type Row = Readonly<Record<string, FactValue | null | undefined>>
interface Data {
  formatVersion: 1
  gateways?: Row[] | null
  templates?: Row[] | null
  [group: string]: unknown
}

function valuesOf(group: string, data: unknown): [string, FactValue][] {
  // As the schema made it.
  const value = data as FactValue | Row | null | undefined
  if (value === undefined || value === null) return []
  if (typeof value === 'string' || isWords(value)) return [[group, value]]
  return Object.entries(value).flatMap(([part, inner]) =>
    inner === undefined || inner === null ? [] : [[`${group}.${part}`, inner]],
  )
}

function isWords(value: FactValue | Row): value is readonly string[] {
  return Array.isArray(value)
}

/** What each answer allows, and all of them together do not. */
function disagreements({ values, gateways, templates }: Answers, source: YamlSource): Diagnostic[] {
  const problem = (message: string, at: Place): Diagnostic => ({ severity: 'error', code: CODE, message, at })
  const found: Diagnostic[] = []
  const counters = ['counters.points', 'counters.seats'].filter((name) => values.has(name))
  if (counters.length > 0 && (counters.length === 1 || !values.has('counters.instance')))
    found.push(
      problem(
        'counters: the resource types are given both, and only with an instance (Release Notes, note 2 of the script).',
        source.placeOf(['counters']),
      ),
    )
  const twice = (list: 'gateways' | 'templates', key: string, rows: readonly Values[]): void => {
    const seen = new Set<FactValue>()
    for (const [index, row] of rows.entries()) {
      const value = row.get(key)
      if (value !== undefined && seen.has(value))
        found.push(problem(`${list}: ${String(value)} stands here twice.`, source.placeOf([list, index])))
      if (value !== undefined) seen.add(value)
    }
  }
  twice('gateways', keyFacts.gateways, gateways)
  twice('gateways', 'gateway.site', gateways)
  twice('templates', keyFacts.templates, templates)
  return found
}

function refuse(diagnostics: readonly Diagnostic[], file: string): void {
  if (diagnostics.length === 0) return
  throw new OnboardError({ kind: 'invalid-input', code: CODE, message: `${file} contradicts itself.`, diagnostics })
}
