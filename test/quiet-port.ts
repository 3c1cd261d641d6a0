/**
 * A port of the loopback on which nobody listens, and that nobody gets by asking for any free one: it lies below the
 * ranges from which operating systems give ports away. So it can be closed and opened again while other tests run.
 */

import { once } from 'node:events'
import { createServer } from 'node:net'

export async function quietPort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) return port
  }
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
