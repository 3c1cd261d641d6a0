/** Keeps passwords and tokens out of everything that leaves the program, in whatever way they may have been written. */

import { printable } from './printable.ts'

/** Shorter ones would blank out ordinary words; nobody is helped by hiding `on`. */
export const SHORTEST_HIDDEN = 4

/** A piece of base64 shorter than this turns up by accident. */
const SHORTEST_CORE = 6

type Escape = (text: string) => string

const inJson: Escape = (text) => JSON.stringify(text).slice(1, -1)

const xmlText: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const inXml = (quoted: RegExp, apostrophe: string): Escape => {
  return (text) => text.replace(quoted, (character) => xmlText[character] ?? apostrophe)
}

/** How texts are put into other texts. Each may be put into another one, such as JSON into XML. */
const escapes: readonly Escape[] = [
  inJson,
  (text) =>
    inJson(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  (text) => text.replaceAll('/', '\\/'),
  inXml(/[&<>]/g, ''),
  inXml(/[&<>"]/g, ''),
  inXml(/[&<>"']/g, '&apos;'),
  inXml(/[&<>"']/g, '&#39;'),
  printable,
]

const wellFormed: Escape = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd')
const percent: Escape = (text) =>
  wellFormed(text).replace(/[^\w.~-]/gu, (character) => encodeURIComponent(character).replace(/^[!'()*]$/, hex))
const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
const lowerHex: Escape = (text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())

const inUrls: readonly Escape[] = [
  percent,
  (text) => encodeURIComponent(wellFormed(text)),
  (text) => encodeURI(wellFormed(text)),
  (text) => percent(text).replaceAll('%20', '+'),
  (text) => new URLSearchParams({ text }).toString().slice('text='.length),
]

/**
 * One for the whole program: it learns every secret when that is read or received, and stands wherever something
 * leaves: both output streams, the journal, plans and other files, and the message of every fault.
 */
export class Redactor {
  readonly #known = new Set<string>()
  #forms: readonly string[] = []
  #pattern: RegExp | undefined
  /** One of them is in every text that the pattern fits; to look for these few first is much quicker. */
  #needles: readonly string[] = []

  /**
   * From now on this text is hidden, in every form in which it may turn up.
   *
   * @returns false when it is too short to be hidden
   */
  add(secret: string): boolean {
    if (secret.length < SHORTEST_HIDDEN) return false
    if (this.#known.has(secret)) return true
    this.#known.add(secret)
    // The longest first: a secret may begin like another, and every form begins like a longer one.
    this.#forms = [...new Set([...this.#forms, ...formsOf(secret)])].sort((a, b) => b.length - a.length)
    this.#pattern = new RegExp(this.#forms.map(patternOf).join('|'), 'g')
    this.#needles = [...new Set(this.#forms.map(needleOf))]
    return true
  }

  /** Takes any text, gives it without the secrets. */
  hideIn(text: string): string {
    if (this.#pattern === undefined || !this.#needles.some((needle) => text.includes(needle))) return text
    return text.replace(this.#pattern, '***')
  }

  /** Whether a text would not be left as it is. */
  isIn(text: string): boolean {
    return this.hideIn(text) !== text
  }

  /** The same for all texts inside plain data, keys included. */
  hideInAll(value: unknown): unknown {
    if (this.#pattern === undefined) return value
    if (typeof value === 'string') return this.hideIn(value)
    if (Array.isArray(value)) return value.map((item) => this.hideInAll(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.hideIn(key), this.hideInAll(item)]))
  }
}

/** A secret as it is, as base64 and URLs carry it, and all of these as JSON and XML write them, once or twice over. */
function formsOf(secret: string): string[] {
  const urls = inUrls.map((escape) => escape(secret))
  let forms = new Set([secret, ...base64Forms(secret), ...urls, ...urls.map(lowerHex)])
  for (let layer = 0; layer < 2; layer += 1) {
    forms = new Set([...forms, ...[...forms].flatMap((form) => escapes.map((escape) => escape(form)))])
  }
  return [...forms]
}

/**
 * Whole, and what is surely in any base64 of a longer text: base64 looks different at each of three positions, and the
 * characters at both ends carry bits of the neighbours too.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const whole = bytes.toString('base64').replace(/=+$/, '')
  const cores = [0, 1, 2].map((position) => {
    const encoded = Buffer.concat([Buffer.alloc(position), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const bits = (position + bytes.length) * 8
    return encoded.slice(Math.ceil((position * 8) / 6), Math.floor(bits / 6))
  })
  return [whole, ...cores.filter(({ length }) => length >= SHORTEST_CORE)].flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
  ])
}

/** The longest run of letters and digits, which most forms of a secret share; else what stands between its blanks. */
function needleOf(form: string): string {
  const [longest = ''] = (form.match(/[A-Za-z0-9]+/g) ?? form.match(/\S+/g) ?? [form]).sort(
    (a, b) => b.length - a.length,
  )
  return longest
}

/** Output is broken at blanks and painted line by line, so a blank may have become a line break, an indent and colours. */
function patternOf(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  return form.trim() === '' ? literal : literal.replace(/ +/g, '(?:\\s|\\u001b\\[[\\d;]*m)+')
}
