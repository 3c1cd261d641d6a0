/** A client of the simulator's engine without a network between them; a process may die before and after each write. */

import { Redactor } from '../../../src/lib/redactor.ts'
import { Caller } from '../../../src/oa/caller.ts'
import { parseEndpoint } from '../../../src/oa/endpoint.ts'
import { networkFault } from '../../../src/oa/network-failures.ts'
import { createCallLog } from '../../../src/oa/simulator/call-log.ts'
import type { Engine } from '../../../src/oa/simulator/engine.ts'
import { createOperationsApi } from '../../../src/oa/simulator/operations-api.ts'
import type { World } from '../../../src/oa/simulator/world.ts'
import { ExchangeFailure } from '../../../src/oa/transports/exchange.ts'
import type { HttpClient } from '../../../src/oa/transports/http.ts'
import { createOperations } from '../../../src/oa/transports/operations.ts'
import type { OaClient } from '../../../src/oa/oa-client.ts'
import type { InstallationReader } from '../../../src/resource/observe.ts'
import type { Life } from './life.ts'

const system = 'operations'

/** @param note told of each write that reaches OA */
export function engineClient(
  { engine, world }: { engine: Engine; world: World },
  life: Life,
  note: (method: string) => void,
): OaClient & InstallationReader {
  const api = createOperationsApi({ engine, world, log: createCallLog() })
  const http: HttpClient = {
    send: async (context, { verb, path, headers, body = '' }) => {
      const { method, effect } = context
      if (effect === 'write') await life.pass(`before ${method}`)
      context.permit?.()
      if (effect === 'write') note(method)
      const reply = api.answer({ verb, path, query: '', header: (name) => headers[name], body })
      if (effect === 'write') {
        await life.pass(`after ${method}`)
        const lost = new ExchangeFailure(new Error('socket hang up'), true)
        if (await life.comes(`the answer of ${method} is lost`)) throw networkFault(context, lost)
      }
      return { ...reply, body: Buffer.from(reply.body) }
    },
    close: () => Promise.resolve(),
  }
  const transport = createOperations(http, parseEndpoint(system, 'http://127.0.0.1:8440'))
  const caller = new Caller({
    transports: { operations: transport, billing: transport, aps: transport },
    parallel: { operations: 8, billing: 4, aps: 8 },
    deadlines: { readMs: 60_000, writeMs: 600_000 },
    retries: { attempts: 1, baseMs: 1, capMs: 1 },
    pacing: { sleep: () => Promise.resolve(), random: () => 0 },
    redactor: new Redactor(),
    onCall: undefined,
  })
  const client = {
    useInstance: () => undefined,
    read: (...call: Parameters<OaClient['read']>) => caller.call('read', ...call),
    write: (...call: Parameters<OaClient['write']>) => caller.call('write', ...call),
  }
  return client as unknown as OaClient & InstallationReader
}
