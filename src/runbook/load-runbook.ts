/** Reads a runbook file; every problem is told with its line and column. */

import type { z } from 'zod'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { closest } from '../lib/text.ts'
import { checkYaml, parseYaml, type YamlSource } from '../lib/yaml-source.ts'
import { runbookFrame, type Runbook } from './runbook.ts'
import { stepTypes, type Step } from './steps.ts'

/** @throws OnboardError `runbook/unreadable`, `yaml/…` or `runbook/invalid` */
export async function loadRunbook(file: string): Promise<Runbook> {
  return parseRunbook(
    await readTextFile({
      what: 'The runbook',
      file,
      code: 'runbook/unreadable',
      hint: 'Check the path. The runbooks that come with the program are listed by: o365-onboard runbook list',
    }),
    file,
  )
}

export function parseRunbook(text: string, file: string): Runbook {
  const source = parseYaml(text, file)
  const frame = checkYaml(source, runbookFrame, 'runbook/invalid')
  const problems: Diagnostic[] = []
  const steps = frame.steps.flatMap((step, index) => {
    try {
      return [checkStep(step, index, source)]
    } catch (error) {
      if (!(error instanceof OnboardError)) throw error
      problems.push(...error.diagnostics)
      return []
    }
  })
  problems.push(...duplicateIds(frame.steps, source))
  if (problems.length > 0) {
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'runbook/invalid',
      message: `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
      hint: 'The format is described by: o365-onboard runbook schema',
      diagnostics: problems,
    })
  }
  return { ...frame, steps, file }
}

function checkStep(step: Readonly<Record<string, unknown>>, index: number, source: YamlSource): Step {
  const path = ['steps', index]
  const type = stepTypes.find(({ key }) => key in step)
  if (type === undefined) {
    const keys = stepTypes.map(({ key }) => key)
    const meant = Object.keys(step).flatMap((key) => closest(key, keys) ?? [])[0]
    const problem: Diagnostic = {
      severity: 'error',
      code: 'runbook/no-step-type',
      message: `Step "${String(step['id'])}" does not say what it does.`,
      hint: `A step has one of the keys ${keys.join(', ')}.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
      at: source.placeOf(path),
    }
    throw new OnboardError({
      kind: 'invalid-input',
      code: problem.code,
      message: problem.message,
      diagnostics: [problem],
    })
  }
  const part: YamlSource = {
    data: step,
    placeOf: (inner, which) => source.placeOf([...path, ...inner], which),
  }
  return checkYaml<z.ZodType<Step>>(part, type.schema, 'runbook/invalid')
}

function duplicateIds(steps: readonly { id: string }[], source: YamlSource): Diagnostic[] {
  return steps.flatMap(({ id }, index) =>
    steps.findIndex((other) => other.id === id) === index
      ? []
      : [
          {
            severity: 'error' as const,
            code: 'runbook/duplicate-step',
            message: `Two steps have the id "${id}".`,
            hint: 'Give each step an id of its own.',
            at: source.placeOf(['steps', index, 'id']),
          },
        ],
  )
}
