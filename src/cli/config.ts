/** The configuration file: which installation, how to reach it, and what the site decides. */

import { z } from 'zod'
import { readTextFile } from '../lib/read-text-file.ts'
import { checkYaml, parseYaml } from '../lib/yaml-source.ts'
import { siteSchema } from '../resource/site.ts'
import { wayProblems } from '../resource/way-problems.ts'

export const DEFAULT_CONFIG = 'o365-onboard.yaml'

/** A secret is named, never written here. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })], {
  error: 'a password is named here and never written: { env: NAME } or { file: path }',
})
export type Secret = z.infer<typeof secret>

const ms = z.int().positive()
const seconds = z.number().min(0.05).max(3600)

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
  /** Of one call, its repetitions included, and of making one connection. */
  deadlines: z
    .strictObject({ readMs: ms.default(60_000), writeMs: ms.default(600_000), connectMs: ms.default(10_000) })
    .prefault({}),
  /** How a call is made again where that is safe: how often in all, and the first and the longest pause. */
  retries: z
    .strictObject({
      attempts: z.int().positive().max(20).default(4),
      baseMs: ms.default(250),
      capMs: ms.default(10_000),
    })
    .prefault({}),
  /** How often a run says that it is still here, and after how long of silence others may take over from it. */
  lease: z
    .strictObject({ heartbeatSeconds: seconds.default(10), staleSeconds: seconds.default(60) })
    .refine(({ heartbeatSeconds, staleSeconds }) => staleSeconds >= 3 * heartbeatSeconds, {
      path: ['staleSeconds'],
      message: 'must be at least three times heartbeatSeconds, or a run that is only slow is taken for gone',
    })
    .prefault({}),
  /** Where runs are kept, relative to the configuration file. */
  state: z.string().default('.o365-onboard'),
  /** Only for a simulator: where its robot takes clicks. */
  robotPanel: z.url().optional(),
  ...siteSchema.shape,
  /** None, a file beside the configuration, or the list itself. */
  resellers: z
    .union([z.literal(false), z.strictObject({ file: z.string().min(1) }), z.array(z.unknown())], {
      error: 'expected false, a list of resellers, or { file: resellers.csv }',
    })
    .default(false),
})

export type Config = z.infer<typeof configSchema>

/** With what no single field shows: ways that name what no kind of resource has. */
const checkedConfig = configSchema.superRefine(({ ways }, context) => {
  for (const { path, message } of wayProblems(ways))
    context.addIssue({ code: 'custom', path: ['ways', ...path], message })
})

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
  return checkYaml(parseYaml(text, file), checkedConfig, 'config/invalid')
}
