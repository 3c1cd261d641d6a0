/** What the configuration says about ways: which are allowed, by kind and verb, and a site's own Billing calls. */

import { z } from 'zod'

/** The ways that the program knows by itself. `manual` is always possible and never needs to be allowed. */
const ownWays = ['aps', 'pem', 'bss', 'manual'] as const

/** How a change can be made; `execute` is a Billing method that the site itself has named and described. */
export const wayNames = [...ownWays, 'execute'] as const
export type WayName = (typeof wayNames)[number]

export type Verb = 'create' | 'update'

/** The whole text is one placeholder, or it has none: there is no other interpolation. */
const PLACEHOLDER = /^\{(\w+)\}$/

const parameter = z.union([
  z.int(),
  z.boolean(),
  z.string().refine((text) => PLACEHOLDER.test(text) || !/[{}]/.test(text), {
    error: 'a parameter is one placeholder such as "{resourceId}", or a value without braces',
  }),
])

/**
 * One undocumented Billing method, as the site knows it. The program never guesses an order of parameters: a wrong
 * position can overwrite prices (oa-wire.md, section 6.3).
 */
const executeMapping = z.strictObject({
  method: z.string().regex(/^\w+$/, 'the name of a Billing method'),
  server: z.enum(['BM', 'PEMGATE', 'DOMAINGATE', 'MESSAGE', 'KAGATE']).default('BM'),
  /** In wire order; each a placeholder that the kind of resource declares, or a fixed value. */
  params: z.array(parameter),
  /** Ids by name, for placeholders that OA shows nowhere, such as those of resource categories. */
  ids: z.record(z.string(), z.int()).default({}),
})
export type ExecuteMapping = z.infer<typeof executeMapping>

const choice = z.union([z.enum(ownWays), z.strictObject({ execute: executeMapping })])
export type WayChoice = z.infer<typeof choice>

const choices = z.array(choice)

/** Allowed ways by kind of resource, best first; for both verbs at once, or for each its own. */
export const waysSchema = z.record(
  z.string(),
  z.union([choices, z.strictObject({ create: choices.optional(), update: choices.optional() })]),
)
export type WaysConfig = z.infer<typeof waysSchema>

/** @returns undefined where the site says nothing, which is not the same as allowing nothing */
export function allowedWays(ways: WaysConfig, kind: string, verb: Verb): readonly WayChoice[] | undefined {
  const said = ways[kind]
  return said === undefined || Array.isArray(said) ? said : said[verb]
}

/** The name in a parameter that is a placeholder. */
export function placeholderIn(parameter: ExecuteMapping['params'][number]): string | undefined {
  return typeof parameter === 'string' ? PLACEHOLDER.exec(parameter)?.[1] : undefined
}
