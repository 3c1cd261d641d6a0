/** HTTP Basic, the server's side. */

export interface Login {
  username: string
  password: string
}

/** What an `Authorization` header holds; nothing when it is not Basic. */
export function parseBasic(header: string | undefined): Login | undefined {
  const [, encoded] = /^basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header ?? '') ?? []
  if (encoded === undefined) return undefined
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  return colon < 0 ? undefined : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
}

export function isLogin(given: Login | undefined, expected: Login): boolean {
  return given?.username === expected.username && given.password === expected.password
}
