/** Loads the resellers of a site, from a CSV or YAML file or from a list inside another YAML file. */

import { z } from 'zod'
import { decodeText } from '../../lib/decode-text.ts'
import type { Diagnostic } from '../../lib/diagnostic.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { readBytes } from '../../lib/read-bytes.ts'
import { checkYaml, parseYaml, type YamlSource } from '../../lib/yaml-source.ts'
import { resellerSchema, type Reseller } from '../reseller.ts'
import { arrangeResellers, type PlacedEntry } from './arrange.ts'
import { readResellersCsv } from './read-csv.ts'

/** A hundred thousand resellers with long lists of plans are smaller. */
const LARGEST = 64 * 1024 * 1024

/**
 * @param file a path; `.yaml` and `.yml` hold the list under the key `resellers`, anything else is CSV
 * @param shown what messages call it
 * @param form where the ending does not tell it
 * @throws OnboardError `resellers/unreadable`, `resellers/invalid` with every problem and its place, `yaml/…`
 */
export async function loadResellers(
  file: string,
  shown = file,
  form: 'csv' | 'yaml' = /\.ya?ml$/i.test(file) ? 'yaml' : 'csv',
): Promise<Reseller[]> {
  const read = await readBytes(file, LARGEST)
  if ('problem' in read) {
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'resellers/unreadable',
      message: `The resellers file ${shown} cannot be read: ${read.problem}.`,
      hint: 'Correct resellers.file in the configuration: a CSV or YAML file, relative to the configuration.',
      cause: read.cause,
    })
  }
  return parseResellers(decodeText(read.bytes).text, shown, form)
}

/** @param file as messages call it */
export function parseResellers(text: string, file: string, form: 'csv' | 'yaml'): Reseller[] {
  const { entries, problems } = form === 'yaml' ? readYaml(parseYaml(text, file)) : readResellersCsv(text, file)
  const arranged = arrangeResellers(entries)
  stopOn([...problems, ...arranged.problems], file)
  return arranged.resellers
}

const list = z.looseObject({ resellers: z.array(resellerSchema) })

function readYaml(source: YamlSource): { entries: PlacedEntry[]; problems: Diagnostic[] } {
  const entries = checkYaml(source, list, 'resellers/invalid').resellers.map((entry, index) => ({
    entry,
    placeOf: (field?: string) => source.placeOf(['resellers', index, ...(field === undefined ? [] : [field])]),
  }))
  return { entries, problems: [] }
}

function stopOn(problems: readonly Diagnostic[], file: string): void {
  if (problems.length === 0) return
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'resellers/invalid',
    message: `${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`,
    diagnostics: problems,
  })
}
