/** Clients whose every write is journalled before it leaves and after it came back. */

import { type Clock, isoTime } from '../lib/clock.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { OaClient } from '../oa/oa-client.ts'
import type { Record as Recorder } from './recorder.ts'

/**
 * @param record makes an event durable; when it cannot, the call is not made
 * @param last the number of the last call of this run
 * @returns for an operation the client it must use; calls are numbered through the run
 */
export function journaledClients(
  client: OaClient,
  record: Recorder,
  clock: Clock,
  last: number,
): (operation: string) => OaClient {
  let calls = last
  const at = (): string => isoTime(clock.now())
  return (operation) => ({
    read: (name, params, options) => client.read(name, params, options),
    write: async (name, params, options) => {
      calls += 1
      const call = calls
      await record({ type: 'call-intended', operation, call, method: name, params, at: at() })
      try {
        const result = await client.write(name, params, options)
        await record({ type: 'call-answered', operation, call, ...(result === undefined ? {} : { result }), at: at() })
        return result
      } catch (error) {
        if (error instanceof OaFault) {
          const { outcome, code, message } = error
          await record({ type: 'call-failed', operation, call, outcome, code, message, at: at() })
        }
        throw error
      }
    },
  })
}
