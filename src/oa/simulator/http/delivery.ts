/** How an answer travels: whole, or as networks and failing servers would have it. */

import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Reply } from './reply.ts'

export type Delivery =
  | { manner: 'whole'; reply: Reply }
  /** Announced whole, cut off in the middle. */
  | { manner: 'half'; reply: Reply }
  /** Byte by byte. */
  | { manner: 'drip'; reply: Reply; everyMs: number }
  /** The connection is reset without a byte. */
  | { manner: 'reset' }
  /** The connection stays open, and nothing comes. */
  | { manner: 'silence' }

export function whole(reply: Reply): Delivery {
  return { manner: 'whole', reply }
}

/** Sends what is to be sent; does nothing for a client that has gone. */
export async function deliver(response: ServerResponse, delivery: Delivery): Promise<void> {
  if (response.destroyed || delivery.manner === 'silence') return
  if (delivery.manner === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const { reply, manner } = delivery
  const body = Buffer.from(reply.body)
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length })
  if (manner === 'whole') response.end(body)
  else if (manner === 'half') response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy())
  else await drip(response, body, delivery.everyMs)
}

async function drip(response: ServerResponse, body: Buffer, everyMs: number): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    response.write(body.subarray(at, at + 1))
    await delay(everyMs)
  }
  if (!response.destroyed) response.end()
}
