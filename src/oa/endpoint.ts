/** Where one system of OA listens, checked before anything is sent there. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { System } from './method-spec.ts'

export interface Endpoint {
  system: System
  /** Such as `https://oa.example.com:8440`. */
  origin: string
  /** Path below the origin, without a trailing slash; empty when the URL has none. */
  path: string
  /** `host:port` for messages, with the port even where it is the protocol's default. */
  address: string
}

/**
 * Takes the URL that the configuration gives for a system.
 * @throws OnboardError `config/bad-url`, or `config/credentials-in-url` when it carries a user or a password: URLs end
 * up in messages, logs and plans.
 */
export function parseEndpoint(system: System, text: string): Endpoint {
  const url = URL.canParse(text) ? new URL(text) : undefined
  // Credentials first: the other refusal may quote the URL.
  if (url && (url.username !== '' || url.password !== '')) throw credentialsInUrl(system, url)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') throw badUrl(system)
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return { system, origin: url.origin, path: url.pathname.replace(/\/+$/, ''), address: `${url.hostname}:${port}` }
}

function credentialsInUrl(system: System, url: URL): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code: 'config/credentials-in-url',
    message: `The URL of ${system} carries a user name or a password; URLs get written to logs and plans.`,
    hint: `Write ${system}.url as ${url.protocol}//${url.host}${url.pathname}, and the credentials into their own settings.`,
    facts: { system },
  })
}

function badUrl(system: System): OnboardError {
  return new OnboardError({
    kind: 'invalid-input',
    code: 'config/bad-url',
    message: `The URL of ${system} is not a plain http or https URL.`,
    hint: `Write ${system}.url like ${examples[system]}, with neither query nor fragment.`,
    facts: { system },
  })
}

const examples: Readonly<Record<System, string>> = {
  operations: 'http://oa.example.com:8440',
  billing: 'https://billing.example.com:5224',
  aps: 'https://oa.example.com:6308',
}
