/** Names as people compare them, and text from outside as a terminal may show it. */

import { describe, expect, it } from 'vitest'
import { comparable } from '../../src/lib/comparable.ts'
import { printable } from '../../src/lib/printable.ts'
import { closest } from '../../src/lib/text.ts'

describe('two names are the same', () => {
  it.each([
    ['in another case', 'Office 365', 'OFFICE 365'],
    ['with another blank', 'Office 365', ' Office\u00a0\u2009 365\t'],
    ['with another dash', 'E3 - Plan', 'E3 – Plan'],
    ['with a minus or a hyphen of their own', 'E3 - Plan', 'E3 \u2212 Plan'],
    ['in another normal form', 'Müller', 'Mu\u0308ller'],
    ['in full width', 'E3', 'Ｅ３'],
  ])('%s', (_title, one, other) => {
    expect(comparable(one)).toBe(comparable(other))
  })

  it('and others are not', () => {
    expect(comparable('Office 365')).not.toBe(comparable('Office365'))
    expect(comparable('E3')).not.toBe(comparable('E5'))
  })
})

describe('what could trick a terminal becomes visible:', () => {
  it.each([
    ['an escape', '\u001b[2J', '\\u{1b}[2J'],
    ['a C1 control', 'a\u009b1m', 'a\\u{9b}1m'],
    ['delete', '\u007f', '\\u{7f}'],
    ['line breaks', 'a\r\nb\u2028c', 'a\\u{d}\\u{a}b\\u{2028}c'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['a reversed word', 'a\u202eb\u202c', 'a\\u{202e}b\\u{202c}'],
    ['isolates', '\u2066a\u2069', '\\u{2066}a\\u{2069}'],
    ['marks of direction', '\u200ea\u200fb\u061c', '\\u{200e}a\\u{200f}b\\u{61c}'],
  ])('%s', (_title, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('all other text stays', () => {
    const text = 'Office 365 – “Größe” ™ 日本語 עברית 👩‍💻'
    expect(printable(text)).toBe(text)
  })
})

describe('what a misspelt word may have meant', () => {
  const keys = ['title', 'source', 'steps', 'ensure']
  it.each([
    ['titel', 'title'],
    ['stpes', 'steps'],
    ['sorce', 'source'],
    ['Ensures', 'ensure'],
    ['enusre', 'ensure'],
  ])('%s: %s', (word, meant) => {
    expect(closest(word, keys)).toBe(meant)
  })

  it('nothing where two letters of five are wrong', () => {
    expect(closest('toaly', keys)).toBeUndefined()
    expect(closest('itlte', keys)).toBeUndefined()
  })
})
