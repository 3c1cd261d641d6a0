/**
 * A port of the loopback on which nobody listens, and that nobody gets by asking for any free one: it lies below the
 * ranges from which operating systems give ports away. So it can be closed and opened again while other tests run. Each
 * worker has a range of its own and goes through it in order, so none gets what another one has closed for a moment.
 */

import { once } from 'node:events'
import { createServer } from 'node:net'

const FIRST = 10_000
const PER_WORKER = 2_500
const WORKERS = 8

const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS
/** Where several runs of tests are under way on a machine, they begin in different places. */
let next = process.pid % PER_WORKER

export async function quietPort(): Promise<number> {
  for (;;) {
    next = (next + 1) % PER_WORKER
    const port = FIRST + worker * PER_WORKER + next
    if (await isFree(port)) return port
  }
}

/** For the three systems of a simulator. */
export async function quietPorts(): Promise<{ operations: number; billing: number; aps: number }> {
  return { operations: await quietPort(), billing: await quietPort(), aps: await quietPort() }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
