/** An HTTP request read to its end, as plain data. */

import type { IncomingMessage } from 'node:http'

export interface Request {
  verb: string
  /** Without the query. */
  path: string
  /** After the question mark, still percent-encoded. */
  query: string
  /** Names in lower case. */
  header: (name: string) => string | undefined
  body: string
}

const longestBody = 16 * 1024 * 1024

/** The body was longer than 16 MB. */
export class BodyTooLong extends Error {}

/** @throws {BodyTooLong} without having read the rest. */
export async function readRequest(message: IncomingMessage): Promise<Request> {
  const [path = '', ...query] = (message.url ?? '/').split('?')
  return {
    verb: message.method ?? 'GET',
    path,
    query: query.join('?'),
    header: (name) => {
      const value = message.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    body: await readBody(message),
  }
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestBody) throw new BodyTooLong('The body is longer than 16 MB.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
