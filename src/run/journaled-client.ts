/** Clients whose every write is journalled before it leaves and after it came back. */

import { OaFault } from '../oa/oa-fault.ts'
import type { OaClient } from '../oa/oa-client.ts'
import type { Record as Recorder } from './recorder.ts'

/**
 * @param record makes an event durable; when it cannot, the call is not made
 * @returns for an operation the client it must use; calls are numbered through the run
 */
export function journaledClients(client: OaClient, record: Recorder): (operation: string) => OaClient {
  let calls = 0
  return (operation) => ({
    read: (name, params, options) => client.read(name, params, options),
    write: async (name, params, options) => {
      calls += 1
      const call = calls
      await record({ type: 'call-intended', operation, call, method: name, params })
      try {
        const result = await client.write(name, params, options)
        await record({ type: 'call-answered', operation, call, ...(result === undefined ? {} : { result }) })
        return result
      } catch (error) {
        if (error instanceof OaFault) {
          const { outcome, code, message } = error
          await record({ type: 'call-failed', operation, call, outcome, code, message })
        }
        throw error
      }
    },
  })
}
