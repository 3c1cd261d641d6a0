/** A running simulator for one test, and the shortest ways to talk to it without our own client. */

import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { loadWorld } from '../../../src/oa/simulator/load-world.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../src/oa/simulator/start-simulator.ts'
import type { World } from '../../../src/oa/simulator/world.ts'
import { decodeMethodResponse, encodeMethodCall } from '../../../src/oa/xml-rpc.ts'
import type { XmlRpcValue } from '../../../src/oa/xml-rpc-value.ts'

export type Struct = Record<string, XmlRpcValue>

export function world(name: 'small-provider' | 'enterprise-provider' = 'small-provider'): Promise<World> {
  return loadWorld(fileURLToPath(new URL(`../../../worlds/${name}.yaml`, import.meta.url)))
}

export async function start(
  changes: Partial<World> = {},
  options: Omit<SimulatorOptions, 'world'> = {},
): Promise<Simulator> {
  const simulator = await startSimulator({ world: { ...(await world()), ...changes }, ...options })
  onTestFinished(() => simulator.close())
  return simulator
}

export function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The decoded answer of an XML-RPC call: an envelope, or a fault as it came. */
export async function post(url: string, method: string, params: XmlRpcValue[], authorization?: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', ...(authorization === undefined ? {} : { authorization }) },
    body: encodeMethodCall(method, params),
  })
  return decodeMethodResponse(await response.text())
}

/** The envelope of an Operations call. */
export async function operations(simulator: Simulator, method: string, params: Struct = {}): Promise<Struct> {
  const { urls, credentials } = simulator
  const answer = await post(urls.operations, method, [params], basic(credentials.operations))
  if ('fault' in answer) throw new Error(`fault: ${answer.fault.faultString}`)
  return answer.value as Struct
}

/** The result of an Operations call that must succeed. */
export async function succeed(simulator: Simulator, method: string, params: Struct = {}): Promise<Struct> {
  const envelope = await operations(simulator, method, params)
  if (envelope['status'] !== 0) throw new Error(JSON.stringify(envelope['error_message']))
  return (envelope['result'] ?? {}) as Struct
}

export async function panel(simulator: Simulator, action: unknown) {
  const response = await fetch(simulator.urls.panel, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  })
  return {
    status: response.status,
    body: (await response.json()) as { ok: boolean; message?: string; result?: Struct },
  }
}

export async function calls(simulator: Simulator, query = ''): Promise<Record<string, unknown>[]> {
  return (await (await fetch(`${simulator.urls.calls}${query}`)).json()) as Record<string, unknown>[]
}

export async function token(simulator: Simulator, kind: 'instance' | 'user'): Promise<string> {
  const { aps_token } =
    kind === 'instance'
      ? await succeed(simulator, 'pem.APS.getApplicationInstanceToken', { application_instance_id: 3 })
      : await succeed(simulator, 'pem.APS.getUserToken', { user_id: 1 })
  return aps_token as string
}

export async function aps(simulator: Simulator, apsToken: string, path: string, verb = 'GET', body?: unknown) {
  const response = await fetch(`${simulator.urls.aps}/aps/2/${path}`, {
    method: verb,
    headers: { 'aps-token': apsToken, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: response.status,
    range: response.headers.get('content-range'),
    body: await response.json(),
  }
}

export const licenseType = 'http://www.parallels.com/Office365/License/1.2'
export const addonType = 'http://www.parallels.com/Office365/Addon/1.2'

/** Business Premium as in the KB's example. */
export const businessPremium = {
  name: 'Office 365 Business Premium',
  offerId: '031c9e47-4802-4248-838e-778fb1d2cc05',
  trialOfferId: 'c0bd2e08-11ac-4836-bdc7-3712e744922f',
  provisioningId: 'O365_BUSINESS_PREMIUM',
  assignable: true,
  upgrades: [],
  parents: [],
}
