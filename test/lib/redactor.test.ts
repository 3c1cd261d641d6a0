/** Whatever form a secret takes on its way out, nothing of it is left. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Redactor } from '../../src/lib/redactor.ts'
import { printable } from '../../src/lib/printable.ts'

const hard = `O"<&>'\\ %+/=é漢🔑 canary`

function knowing(...secrets: string[]): Redactor {
  const redactor = new Redactor()
  for (const secret of secrets) redactor.add(secret)
  return redactor
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const quotedXml = (text: string) => xml(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;')
const base64 = (text: string) => Buffer.from(text).toString('base64')

const forms: [string, (secret: string) => string][] = [
  ['as it is', (secret) => secret],
  ['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
  ['in ASCII JSON', (secret) => asciiJson(secret)],
  ['in XML', xml],
  ['in quoted XML', quotedXml],
  ['in XML in JSON', (secret) => JSON.stringify(quotedXml(secret)).slice(1, -1)],
  ['in JSON in XML', (secret) => quotedXml(JSON.stringify(secret).slice(1, -1))],
  ['in base64', base64],
  ['in base64 without padding', (secret) => base64(secret).replace(/=+$/, '')],
  ['in base64 for URLs', (secret) => Buffer.from(secret).toString('base64url')],
  ['in a URL', encodeURIComponent],
  ['in a URL in lower case', (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
  ['in a form', (secret) => new URLSearchParams({ p: secret }).toString().slice(2)],
  ['made printable', printable],
  ['broken at a blank', (secret) => secret.replace(/ /, '\n       ')],
  ['broken and painted', (secret) => secret.replace(/ /, '\u001b[22m\n    \u001b[2m')],
]

function asciiJson(text: string): string {
  const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, escape)
}

describe('a secret is hidden', () => {
  it.each(forms)('%s', (_, form) => {
    const text = `before ${form(hard)} after`
    expect(knowing(hard).hideIn(text).replace(/=+/, '')).toBe('before *** after')
  })

  it('in base64 of a longer text, wherever it begins', () => {
    for (const before of ['', 'u', 'us', 'user:', 'onboarding:']) {
      const hidden = knowing(hard).hideIn(base64(`${before}${hard} and more`))
      for (const position of [0, 1, 2]) {
        const encoded = base64(`${'-'.repeat(position)}canary`)
        expect(hidden).not.toContain(encoded.slice(2, 8))
      }
    }
  })

  it('any secret, in any form and any text', () => {
    const secret = fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' })
    fc.assert(
      fc.property(secret, fc.constantFrom(...forms), fc.string(), fc.string(), (text, [, form], before, after) => {
        fc.pre(!/\p{Surrogate}/u.test(text))
        const hidden = knowing(text).hideIn(`${before}\u0000${form(text)}\u0000${after}`)
        expect(hidden.slice(before.length)).toContain('***')
        expect(hidden.slice(before.length, hidden.length - after.length)).not.toContain(form(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('in keys and values of data, which keeps its shape', () => {
    const data = { a: [hard, 1, null], [hard]: { b: `x${hard}y` }, c: true }
    expect(knowing(hard).hideInAll(data)).toEqual({ a: ['***', 1, null], '***': { b: 'x***y' }, c: true })
  })

  it('the longest first: one that begins like another goes as a whole', () => {
    expect(knowing('secret', 'secret-and-more').hideIn('secret-and-more, secret')).toBe('***, ***')
  })
})

it('other text stays, and so does all of it without secrets', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(new Redactor().hideIn(text)).toBe(text)
      fc.pre(!text.includes('hunter2'))
      expect(knowing('hunter2-and-more').hideIn(text)).toBe(text)
    }),
  )
})

it('says of one that is too short that it cannot be hidden: ordinary words would go with it', () => {
  const redactor = new Redactor()
  expect(redactor.add('abc')).toBe(false)
  expect(redactor.add('abcd')).toBe(true)
  expect(redactor.hideIn('abc abcd')).toBe('abc ***')
})

it('is quick: some microseconds for a line of a journal', () => {
  const redactor = knowing(hard, 'simple-password', `onboarding:${hard}`, '5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c01')
  const line = JSON.stringify({ type: 'call-intended', operation: 'license-types:license-type/1', n: 'x'.repeat(250) })
  const started = performance.now()
  for (let count = 0; count < 10_000; count += 1) redactor.hideIn(line)
  expect(performance.now() - started).toBeLessThan(1000)
})
