/** Passwords: named by the configuration, kept in the environment or in a file, typed nowhere. */

import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Diagnostic } from '../lib/diagnostic.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { type Redactor, SHORTEST_HIDDEN } from '../lib/redactor.ts'
import type { Config, Secret } from './config.ts'

const NO_SECRET = 'config/no-secret'
const SECRET_HINT =
  'Passwords come from the environment (password: { env: NAME }) or from a file (password: { file: path }).'

export interface Secrets {
  operations: string | undefined
  billing: string | undefined
  /** What somebody should mend before it matters. */
  findings: Diagnostic[]
}

/**
 * Reads the passwords of a configuration; from then on the redactor knows them.
 *
 * @param folder where the configuration is: files are named relative to it
 * @throws OnboardError `config/no-secret`
 */
export async function readSecrets(
  { operations, billing }: Pick<Config, 'operations' | 'billing'>,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  redactor: Redactor,
): Promise<Secrets> {
  const read = async (system: string, where: Secret | undefined) => {
    const value = await readSecret(where, folder, env)
    const isHidden = value === undefined || redactor.add(value)
    return { value, findings: [...(isHidden ? [] : [tooShort(system)]), ...(await openToOthers(where, folder))] }
  }
  const [one, other] = await Promise.all([read('operations', operations.password), read('billing', billing.password)])
  return { operations: one.value, billing: other.value, findings: [...one.findings, ...other.findings] }
}

/**
 * The value of a secret.
 *
 * @throws OnboardError `config/no-secret`; the message names where it was looked for, never what was found
 */
export async function readSecret(
  where: Secret | undefined,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (where === undefined) return undefined
  if ('env' in where) {
    const value = env[where.env]
    if (value !== undefined && value !== '') return value
    throw noSecret(`The environment variable ${where.env} is not set.`)
  }
  const text = await readTextFile({
    what: 'The password file',
    file: resolve(folder, where.file),
    shown: where.file,
    code: NO_SECRET,
    hint: SECRET_HINT,
  })
  const value = text.replace(/\r?\n$/, '')
  if (value !== '') return value
  throw noSecret(`The password file ${where.file} is empty.`)
}

function noSecret(message: string): OnboardError {
  return new OnboardError({ kind: 'invalid-input', code: NO_SECRET, message, hint: SECRET_HINT })
}

function tooShort(system: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'config/short-secret',
    message: `${system}.password has fewer than ${SHORTEST_HIDDEN} characters: so short a text cannot be hidden in what is printed and written.`,
    hint: 'Give the API user a longer password.',
  }
}

/** Systems that mount secrets for a container make them readable for all, so this is only said. */
async function openToOthers(where: Secret | undefined, folder: string): Promise<Diagnostic[]> {
  if (where === undefined || !('file' in where)) return []
  const file = resolve(folder, where.file)
  const { mode } = await stat(file)
  // Windows has no such bits, and Node reports 666 there.
  if ((mode & 0o044) === 0 || (mode & 0o777) === 0o666) return []
  return [
    {
      severity: 'warning',
      code: 'config/open-secret',
      message: `Others on this machine may read the password file (mode ${(mode & 0o777).toString(8)}).`,
      hint: `Keep it to yourself: chmod 600 ${where.file}`,
      at: { file: where.file },
    },
  ]
}
