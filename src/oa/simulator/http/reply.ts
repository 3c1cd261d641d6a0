/** An HTTP answer as plain data, so that what is answered can be decided without a socket. */

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

export function jsonReply(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

export function xmlReply(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/xml' }, body }
}

export function textReply(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body: `${body}\n` }
}

/** 405 with the verbs that would do. */
export function wrongVerb(allowed: readonly string[]): Reply {
  return jsonReply(
    405,
    { code: 405, error: 'APS::Util::MethodNotAllowed', message: 'Method Not Allowed' },
    { allow: allowed.join(', ') },
  )
}
