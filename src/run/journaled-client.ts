/** Clients whose every write is journalled before it leaves and after it came back, and leaves only while that is allowed. */

import { type Clock, isoTime } from '../lib/clock.ts'
import { OaFault } from '../oa/oa-fault.ts'
import type { OaClient } from '../oa/oa-client.ts'
import type { Record as Recorder } from './recorder.ts'

/**
 * @param record makes an event durable; when it cannot, the call is not made
 * @param permit throws when nothing may be changed any more (the journal is broken, the lease is lost); asked again at
 *   the moment when the first byte would leave, because a call may wait for its turn or its token for long
 * @param last the number of the last call of this run
 * @returns for an operation the client it must use; calls are numbered through the run
 */
export function journaledClients(
  client: OaClient,
  record: Recorder,
  permit: () => void,
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
      permit()
      try {
        const result = await client.write(name, params, { ...options, permit })
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
