/** A connection for one test: endpoints that nothing listens on where it gives none, no call repeated unless it says so. */

import { onTestFinished } from 'vitest'
import { connect, type ConnectOptions } from '../../../src/oa/connect.ts'
import type { OaConnection } from '../../../src/oa/oa-client.ts'
import { OaFault } from '../../../src/oa/oa-fault.ts'

const nowhere = 'http://localhost:9'

interface TestOptions extends Omit<ConnectOptions, 'operations' | 'billing' | 'aps'> {
  operations?: ConnectOptions['operations']
  billing?: ConnectOptions['billing']
  aps?: ConnectOptions['aps']
}

/** Closed when the test is finished. */
export function open(options: TestOptions): OaConnection {
  const connection = connect({
    operations: { url: nowhere },
    billing: { url: nowhere, credentials: 'none' },
    aps: { url: nowhere },
    retries: { attempts: 1 },
    pacing: { sleep: () => Promise.resolve(), random: () => 0 },
    ...options,
  })
  onTestFinished(() => connection.close())
  return connection
}

/** The fault that a call ends with. */
export async function faultOf(call: Promise<unknown>): Promise<OaFault> {
  try {
    await call
  } catch (error) {
    if (error instanceof OaFault) return error
    throw error
  }
  throw new Error('the call succeeded')
}
