/** Asks an endpoint for nothing, to learn whether somebody answers there and what time it is on the other side. */

import { parseEndpoint } from './endpoint.ts'
import type { System } from './method-spec.ts'
import type { Redactor } from '../lib/redactor.ts'
import { createHttpClient } from './transports/http.ts'
import { trust } from './trust.ts'

export interface EndpointProbe {
  system: System
  encrypted: boolean
  /** What the server's clock says; undefined when its answer has no date. */
  date: Date | undefined
}

/** @throws OaFault when nobody answers; any HTTP status is an answer */
export async function probeEndpoint(
  system: System,
  url: string,
  { ca, redactor, timeoutMs }: { ca: string | undefined; redactor: Redactor; timeoutMs: number },
): Promise<EndpointProbe> {
  const endpoint = parseEndpoint(system, url)
  const http = createHttpClient({ endpoint, tls: trust(ca), connections: 1, connectMs: timeoutMs })
  const context = {
    system,
    method: 'GET',
    effect: 'read' as const,
    address: endpoint.address,
    signal: AbortSignal.timeout(timeoutMs),
    deadlineMs: timeoutMs,
    attempt: 1,
    redactor,
  }
  try {
    const { headers } = await http.send(context, { verb: 'GET', path: endpoint.path || '/', headers: {} })
    const date = typeof headers['date'] === 'string' ? new Date(headers['date']) : undefined
    return { system, encrypted: endpoint.origin.startsWith('https:'), date }
  } finally {
    await http.close()
  }
}
