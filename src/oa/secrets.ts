/** Keeps passwords and tokens out of every message, even when a server sends them back to us. */

/** Shorter ones would blank out ordinary words; nobody is helped by hiding `on`. */
const shortestHidden = 4

export class Secrets {
  private readonly known = new Set<string>()

  /** From now on this text is hidden, in every form in which we send it or a server may send it back. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < shortestHidden) return
    const base64 = Buffer.from(secret).toString('base64')
    const inJson = JSON.stringify(secret).slice(1, -1)
    const inXml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    for (const form of [secret, base64, inJson, inXml]) this.known.add(form)
  }

  /** Takes any text, gives it without the secrets. */
  hideIn(text: string): string {
    let hidden = text
    for (const secret of this.known) hidden = hidden.replaceAll(secret, '***')
    return hidden
  }

  /** The same for all texts inside a value, keys included. */
  hideInAll(value: unknown): unknown {
    if (typeof value === 'string') return this.hideIn(value)
    if (Array.isArray(value)) return value.map((item) => this.hideInAll(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.hideIn(key), this.hideInAll(item)]))
  }
}
