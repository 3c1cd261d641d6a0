/** Tokens of the APS bus: fetched once, shared by all who wait, replaced when the bus says they are stale. */

export type TokenKind = 'user' | 'instance'

export class ApsTokens {
  private readonly fetchToken: (kind: TokenKind) => Promise<string>
  private readonly held = new Map<TokenKind, Promise<string>>()

  constructor(fetchToken: (kind: TokenKind) => Promise<string>) {
    this.fetchToken = fetchToken
  }

  /** The token in hand, or a new one. A failed fetch is forgotten, so that the next call tries again. */
  get(kind: TokenKind): Promise<string> {
    const held = this.held.get(kind)
    if (held) return held
    const fetching = this.fetchToken(kind)
    this.held.set(kind, fetching)
    fetching.catch(() => {
      if (this.held.get(kind) === fetching) this.held.delete(kind)
    })
    return fetching
  }

  /** A token other than the stale one: if somebody else has renewed it meanwhile, theirs. */
  async renew(kind: TokenKind, stale: string): Promise<string> {
    const held = this.held.get(kind)
    if (held && (await held.catch(() => stale)) === stale && this.held.get(kind) === held) this.held.delete(kind)
    return this.get(kind)
  }

  forget(kind: TokenKind): void {
    this.held.delete(kind)
  }
}
