/** Opens a connection to an installation: three endpoints behind one client. */

import { setTimeout as delay } from 'node:timers/promises'
import { OnboardError } from '../lib/onboard-error.ts'
import { Redactor } from '../lib/redactor.ts'
import { Caller, type CallTrace } from './caller.ts'
import { parseEndpoint } from './endpoint.ts'
import type { System } from './method-spec.ts'
import type { MethodName, MethodParams, MethodResult } from './methods.ts'
import type { CallOptions, OaConnection } from './oa-client.ts'
import type { Pacing, RepeatLimits } from './repeat.ts'
import { createAps } from './transports/aps.ts'
import { ApsTokens, type TokenKind } from './transports/aps-tokens.ts'
import { createBilling } from './transports/billing.ts'
import { createHttpClient } from './transports/http.ts'
import { createOperations } from './transports/operations.ts'
import type { Transport } from './transports/transport.ts'
import { trust } from './trust.ts'

interface Login {
  username: string
  password: string
}

export interface ConnectOptions {
  /** HTTP Basic is used when a user name is given. */
  operations: { url: string; username?: string; password?: string }
  /** Clients differ in where the credentials go, so the installation says it. */
  billing: {
    url: string
    credentials: 'struct' | 'basic' | 'none'
    username?: string
    password?: string
    language?: string
  }
  /** The user whose token reads the bus: 1, the administrator, by default. */
  aps: { url: string; userId?: number }
  /** CA certificates (PEM) instead of the public ones, for all three. */
  ca?: string
  /** Total time of one call, and of making one connection, in milliseconds. */
  deadlines?: { readMs?: number; writeMs?: number; connectMs?: number }
  /** How often and after what pauses a call is made again, where that is safe (repeat-rules.ts). */
  retries?: Partial<RepeatLimits>
  pacing?: Pacing
  /** Calls at a time. For Billing, keep it below 20 % of its `Threads` setting (documented by the vendor). */
  parallel?: Partial<Record<System, number>>
  onCall?: (trace: CallTrace) => void
  /** Learns the passwords and every token, and hides them in all that is told of a call; one of its own by default. */
  redactor?: Redactor
}

const systemPacing: Pacing = {
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
  random: Math.random,
}

/**
 * Opens no socket: the first call does.
 * @throws OnboardError (kind `invalid-input`) for a URL, credentials or a certificate that cannot be used
 */
export function connect(options: ConnectOptions): OaConnection {
  const parallel = { operations: 8, billing: 4, aps: 8, ...options.parallel }
  const redactor = options.redactor ?? new Redactor()
  const tokens = new ApsTokens((kind) => fetchToken(kind))
  const deadlines = { readMs: 60_000, writeMs: 600_000, connectMs: 10_000, ...options.deadlines }
  const transports = createTransports(options, { parallel, connectMs: deadlines.connectMs }, redactor, tokens)
  const { onCall, pacing = systemPacing } = options
  const retries = { attempts: 4, baseMs: 250, capMs: 10_000, ...options.retries }
  const caller = new Caller({ transports, parallel, deadlines, retries, pacing, redactor, onCall })
  let instance: number | undefined
  let closing: Promise<void> | undefined

  async function fetchToken(kind: TokenKind): Promise<string> {
    const { aps_token: token } =
      kind === 'user'
        ? await call('read', 'pem.APS.getUserToken', { user_id: options.aps.userId ?? 1 })
        : await call('read', 'pem.APS.getApplicationInstanceToken', {
            application_instance_id: requireInstance(instance),
          })
    redactor.add(token)
    return token
  }

  function call<M extends MethodName>(
    effect: 'read' | 'write',
    name: M,
    params: MethodParams<M>,
    options?: CallOptions,
  ) {
    return caller.call(effect, name, params, options) as Promise<MethodResult<M>>
  }

  return {
    read: (name, params, options) => call('read', name, params, options),
    write: (name, params, options) => call('write', name, params, options),
    useInstance(applicationInstanceId) {
      instance = applicationInstanceId
      tokens.forget('instance')
    },
    close: () => (closing ??= closeAll(Object.values(transports))),
  }
}

async function closeAll(transports: readonly Transport[]): Promise<void> {
  await Promise.all(transports.map((transport) => transport.close()))
}

function createTransports(
  options: ConnectOptions,
  { parallel, connectMs }: { parallel: Readonly<Record<System, number>>; connectMs: number },
  redactor: Redactor,
  tokens: ApsTokens,
) {
  const { operations, billing } = options
  const tls = trust(options.ca)
  const http = (system: System, basic?: Login) => {
    const endpoint = parseEndpoint(system, options[system].url)
    const client = createHttpClient({
      endpoint,
      tls,
      connectMs,
      connections: parallel[system],
      ...(basic ? { basic } : {}),
    })
    return [client, endpoint] as const
  }
  const operationsLogin = operations.username === undefined ? undefined : login('operations', operations, redactor)
  const billingLogin = billing.credentials === 'none' ? undefined : login('billing', billing, redactor)
  const inStruct = billing.credentials === 'struct' ? billingLogin : undefined
  return {
    operations: createOperations(...http('operations', operationsLogin)),
    billing: createBilling(...http('billing', billing.credentials === 'basic' ? billingLogin : undefined), {
      language: billing.language,
      credentials: inStruct && { Username: inStruct.username, Password: inStruct.password },
    }),
    aps: createAps(...http('aps'), tokens),
  }
}

function login(system: 'operations' | 'billing', { username, password }: Partial<Login>, redactor: Redactor): Login {
  if (username === undefined || password === undefined) {
    const missing = username === undefined ? 'username' : 'password'
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'config/missing-credentials',
      message: `${system}.${missing} is missing.`,
      hint: `Set ${system}.username and ${system}.password${system === 'billing' ? ', or billing.credentials to none' : ''}.`,
      facts: { system },
    })
  }
  redactor.add(password)
  // As HTTP Basic carries it: the encoding of the pair hides where the password begins.
  redactor.add(`${username}:${password}`)
  return { username, password }
}

function requireInstance(instance: number | undefined): number {
  if (instance === undefined) throw new TypeError('useInstance() must say which application instance, before its token')
  return instance
}
