/** The text of a runbook, with its fragments in their places, as checked steps. */

import type { z } from 'zod'
import type { Diagnostic, Place } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { closest } from '../lib/text.ts'
import { checkYaml, parseYaml, type YamlSource } from '../lib/yaml-source.ts'
import { factProblems } from './fact-problems.ts'
import { fragmentFrame, runbookFrame, type Runbook } from './runbook.ts'
import { includeStep } from './steps/include.ts'
import { stepTypes, upgradeStepTypes, type Step, type UpgradeStep } from './steps.ts'
import type { StepType } from './step.ts'

/** Texts of fragments, by what `include` calls them. */
export type Fragments = Map<string, { text: string; file: string }>

/** A step as it was written, and where. */
interface Written {
  step: Readonly<Record<string, unknown>>
  placeOf: YamlSource['placeOf']
}

/** What a runbook includes; nothing where it is too broken to tell. */
export function includesIn(text: string, file: string): string[] {
  const frame = runbookFrame.safeParse(parseYaml(text, file).data)
  const steps = frame.success ? frame.data.steps : []
  return steps.flatMap((step) => {
    const parsed = includeStep.safeParse(step)
    return parsed.success ? [parsed.data.include] : []
  })
}

/** @throws OnboardError `yaml/…`, or `runbook/invalid` with every problem */
export function parseRunbook(text: string, file: string, fragments: Fragments = new Map()): Runbook {
  const source = parseYaml(text, file)
  const { document, scenario, ...frame } = checkYaml(source, runbookFrame, 'runbook/invalid')
  const isUpgrade = frame.brings === 'upgrade'
  const problems: Diagnostic[] = documentProblems(isUpgrade, { document, scenario }, source)
  const collect = <T>(part: () => T): T | undefined => {
    try {
      return part()
    } catch (error) {
      if (!(error instanceof OnboardError)) throw error
      problems.push(...error.diagnostics)
      return undefined
    }
  }
  const written = frame.steps.flatMap((step, index): Written[] => {
    const one = { step, placeOf: below(source, ['steps', index]) }
    return isUpgrade && 'include' in step ? (collect(() => included(one, fragments)) ?? []) : [one]
  })
  const types: readonly StepType[] = isUpgrade ? upgradeStepTypes : stepTypes
  const steps = written.flatMap((one) => collect(() => checkStep(one, types)) ?? [])
  problems.push(...duplicateIds(written))
  if (isUpgrade) problems.push(...written.flatMap(({ step, placeOf }) => factProblems(step, placeOf)))
  if (problems.length > 0) throw invalid(file, problems)
  const common = { ...frame, file }
  if (!isUpgrade) return { ...common, brings: frame.brings as 'offers' | 'addons', steps: steps as Step[] }
  const follows = document ?? ''
  return {
    ...common,
    brings: 'upgrade',
    document: follows,
    scenario,
    steps: ofDocument(steps as UpgradeStep[], follows, frame),
  }
}

/** The steps that a document has, each with its place there as its source. */
function ofDocument(steps: readonly UpgradeStep[], document: string, { source }: { source: string }): UpgradeStep[] {
  return steps.flatMap((step) => {
    const place = step.places?.[document]
    if (step.places !== undefined && place === undefined) return []
    const own = (step as { source?: string }).source
    return [{ ...step, source: own ?? (place === undefined ? source : `${source}: ${place}`) }]
  })
}

function included({ step, placeOf }: Written, fragments: Fragments): Written[] {
  const { include } = checkYaml({ data: step, placeOf }, includeStep, 'runbook/invalid')
  const fragment = fragments.get(include)
  if (fragment === undefined) {
    const message = `There is no fragment ${include} that can be read.`
    throw wrong('runbook/no-fragment', message, placeOf(['include']), 'Its path is from the folder of the runbook.')
  }
  const source = parseYaml(fragment.text, fragment.file)
  const { steps } = checkYaml(source, fragmentFrame, 'runbook/invalid')
  return steps.map((inner, index) => ({ step: inner, placeOf: below(source, ['steps', index]) }))
}

function below(source: YamlSource, path: readonly PropertyKey[]): YamlSource['placeOf'] {
  return (inner, which) => source.placeOf([...path, ...inner], which)
}

function checkStep({ step, placeOf }: Written, types: readonly StepType[]): unknown {
  const type = types.find(({ key }) => key in step)
  if (type !== undefined) return checkYaml<z.ZodType>({ data: step, placeOf }, type.schema, 'runbook/invalid')
  const keys = types.map(({ key }) => key)
  const meant = Object.keys(step).flatMap((key) => closest(key, keys) ?? [])[0]
  throw wrong(
    'runbook/no-step-type',
    `Step "${String(step['id'])}" does not say what it does.`,
    placeOf([]),
    `A step has one of the keys ${keys.join(', ')}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
  )
}

function duplicateIds(written: readonly Written[]): Diagnostic[] {
  return written.flatMap(({ step: { id }, placeOf }, index) =>
    typeof id !== 'string' || written.findIndex(({ step }) => step['id'] === id) === index
      ? []
      : [
          {
            severity: 'error' as const,
            code: 'runbook/duplicate-step',
            message: `Two steps have the id "${id}".`,
            hint: 'Give each step an id of its own.',
            at: placeOf(['id']),
          },
        ],
  )
}

/** An upgrade follows one document; nothing else does. */
function documentProblems(
  isUpgrade: boolean,
  said: { document: string | undefined; scenario: string | undefined },
  source: YamlSource,
): Diagnostic[] {
  const problem = (message: string, key: string): Diagnostic => ({
    severity: 'error',
    code: 'runbook/invalid',
    message,
    at: source.placeOf([key], 'key'),
  })
  if (isUpgrade) return said.document === undefined ? [problem('Missing key "document".', 'brings')] : []
  return Object.entries(said).flatMap(([key, value]) =>
    value === undefined ? [] : [problem(`Unknown key "${key}" of a runbook that upgrades nothing.`, key)],
  )
}

function wrong(code: string, message: string, at: Place, hint: string): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code,
    message,
    diagnostics: [{ severity: 'error', code, message, hint, at }],
  })
}

function invalid(file: string, problems: readonly Diagnostic[]): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code: 'runbook/invalid',
    message: `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
    hint: 'The format is described by: o365-onboard runbook schema',
    diagnostics: problems,
  })
}
