/** The configuration file: which installation, how to reach it, and what the site decides. */

import { resolve } from 'node:path'
import { z } from 'zod'
import { OnboardError } from '../lib/onboard-error.ts'
import { readTextFile } from '../lib/read-text-file.ts'
import { checkYaml, parseYaml } from '../lib/yaml-source.ts'
import { siteSchema } from '../resource/site.ts'

export const DEFAULT_CONFIG = 'o365-onboard.yaml'

/** A secret is named, never written here. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })])
export type Secret = z.infer<typeof secret>

const ms = z.int().positive()

export const configSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** What people call this installation; shown everywhere and written into plans. */
  installation: z.string().min(1),
  operations: z.strictObject({ url: z.string(), username: z.string().optional(), password: secret.optional() }),
  billing: z.strictObject({
    url: z.string(),
    /** Where the credentials go: into the call, into HTTP Basic, or nowhere. */
    credentials: z.enum(['struct', 'basic', 'none']).default('struct'),
    username: z.string().optional(),
    password: secret.optional(),
    language: z.string().optional(),
    /** At most 20 % of Billing's `Threads` setting. */
    parallel: z.int().positive().max(32).default(4),
  }),
  aps: z.strictObject({ url: z.string(), userId: z.int().optional() }),
  tls: z.strictObject({ ca: z.string().optional() }).prefault({}),
  deadlines: z.strictObject({ readMs: ms.default(60_000), writeMs: ms.default(600_000) }).prefault({}),
  /** Where runs are kept, relative to the configuration file. */
  state: z.string().default('.o365-onboard'),
  /** Only for a simulator: where its robot takes clicks. */
  robotPanel: z.url().optional(),
  ...siteSchema.shape,
})

export type Config = z.infer<typeof configSchema>

/**
 * @param shown what messages call the file
 * @throws OnboardError `config/missing`, `config/invalid`, `yaml/…`, each problem with line and column
 */
export async function loadConfig(file: string, shown = file): Promise<Config> {
  const text = await readTextFile({
    what: 'The configuration',
    file,
    shown,
    code: 'config/missing',
    hint: 'Write one with o365-onboard init, name another with --config, or try everything with --simulate first.',
  })
  return parseConfig(text, shown)
}

export function parseConfig(text: string, file: string): Config {
  return checkYaml(parseYaml(text, file), configSchema, 'config/invalid')
}

const NO_SECRET = 'config/no-secret'
const SECRET_HINT =
  'Passwords come from the environment (password: { env: NAME }) or from a file (password: { file: path }).'

/**
 * The value of a secret, from the environment or from a file beside the configuration.
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
  const file = resolve(folder, where.file)
  const text = await readTextFile({
    what: 'The password file',
    file,
    shown: where.file,
    code: NO_SECRET,
    hint: SECRET_HINT,
  })
  return text.replace(/\r?\n$/, '')
}

function noSecret(message: string): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code: NO_SECRET,
    message,
    hint: SECRET_HINT,
  })
}
