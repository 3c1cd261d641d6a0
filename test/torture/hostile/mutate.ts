/** Good files made bad: by damage as disks and networks do it, and by people who know what hurts. */

import type { Random } from './random.ts'

/** Names and values that mean something to somebody on the way. */
export const hostileTexts: readonly string[] = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u001b]0;owned\u0007\u001b[2J',
  '\u009b31m\u202egnp.exe\u202c\u2066',
  '\u0000',
  '\r\n\r\n',
  '\u2028',
  '=cmd|calc!A1',
  '+1',
  '-1',
  '@SUM(1)',
  '\t=1',
  '../../../../etc/passwd',
  'C:\\Windows\\System32',
  '$(touch /tmp/owned)`id`;rm -rf ~',
  '<script>alert(1)</script>',
  '| a | b |\n|---|',
  '"]; x -> y; /*',
  ']]>',
  '&xxe;',
  'x'.repeat(10_000),
  'ﷺ'.repeat(500),
  `a${'\u0301'.repeat(1000)}`,
  '👩‍👩‍👧‍👦'.repeat(50),
  '\ud800',
  '\ufeff',
  'a '.repeat(3000),
  'NaN',
  'Infinity',
  '1e999',
  '-0',
  '0x10',
  '99999999999999999999999999',
  '12e45678',
  '0.1',
  'true',
  'null',
  '~',
  '!!js/function "x"',
  '*alias',
  '&anchor [*anchor]',
  '<<: *x',
  '---',
  '96b36813-d5e2-46b2-b111-41d84f9570d8',
  'https://evil.example/?q=%00',
]

const structures: readonly ((levels: number) => string)[] = [
  (levels) => '['.repeat(levels) + ']'.repeat(levels),
  (levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels),
  (levels) => '- '.repeat(levels),
  (levels) => '<value><array><data>'.repeat(levels),
  (levels) => '"'.repeat(levels),
  (levels) => `\n${'a:\n '.repeat(levels)}`,
  (levels) => ','.repeat(levels),
  (levels) => Array.from({ length: Math.min(levels, 300) }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
]

type Mutation = (bytes: Buffer, chance: Random) => Buffer

const splice = (bytes: Buffer, at: number, removed: number, inserted: Buffer | string): Buffer =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(inserted), bytes.subarray(at + removed)])

/** Where words, numbers and quoted texts of a text file are. */
function tokensOf(bytes: Buffer): { start: number; length: number }[] {
  return [...bytes.toString('latin1').matchAll(/"[^"\n]{0,200}"|[\w.-]{1,80}/g)].map(({ index, 0: text }) => ({
    start: index,
    length: text.length,
  }))
}

const replaceToken =
  (make: (chance: Random) => string): Mutation =>
  (bytes, chance) => {
    const tokens = tokensOf(bytes)
    if (tokens.length === 0) return splice(bytes, 0, 0, make(chance))
    const { start, length } = chance.pick(tokens)
    const isQuoted = bytes[start] === 34
    return splice(bytes, isQuoted ? start + 1 : start, isQuoted ? length - 2 : length, make(chance))
  }

const mutations: readonly Mutation[] = [
  (bytes, chance) => {
    const copy = Buffer.from(bytes)
    for (let flips = 1 + chance.below(8); flips > 0 && copy.length > 0; flips -= 1) {
      const at = chance.below(copy.length)
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8))
    }
    return copy
  },
  (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1)),
  (bytes, chance) => bytes.subarray(chance.below(bytes.length + 1)),
  (bytes, chance) => splice(bytes, chance.below(bytes.length + 1), chance.below(200), ''),
  (bytes, chance) => {
    const start = chance.below(bytes.length + 1)
    const chunk = bytes.subarray(start, start + chance.below(400))
    const copies = Buffer.concat(Array.from({ length: 1 + chance.below(chance.pick([3, 200])) }, () => chunk))
    return splice(bytes, start, 0, copies)
  },
  (bytes, chance) => {
    const tokens = tokensOf(bytes)
    if (tokens.length < 2) return bytes
    const [one, other] = [chance.pick(tokens), chance.pick(tokens)]
    const [first, second] = one.start < other.start ? [one, other] : [other, one]
    if (first.start + first.length > second.start) return bytes
    const part = ({ start, length }: { start: number; length: number }) => bytes.subarray(start, start + length)
    return splice(splice(bytes, second.start, second.length, part(first)), first.start, first.length, part(second))
  },
  replaceToken((chance) => chance.pick(hostileTexts)),
  replaceToken((chance) => chance.pick(hostileTexts)),
  replaceToken((chance) => chance.pick(hostileTexts)),
  replaceToken((chance) => `${chance.pick(['', '-'])}${'9'.repeat(1 + chance.below(chance.pick([5, 400])))}`),
  replaceToken((chance) => chance.pick(structures)(1 + chance.below(chance.pick([10, 200, 100_000])))),
  (bytes, chance) => splice(bytes, chance.below(bytes.length + 1), 0, chance.pick(hostileTexts)),
  (bytes, chance) =>
    splice(bytes, chance.below(bytes.length + 1), 0, Buffer.from(Array.from({ length: 16 }, () => chance.below(256)))),
  (bytes, chance) => {
    const lines = bytes.toString('latin1').split('\n')
    const [one, other] = [chance.below(lines.length), chance.below(lines.length)]
    const moved = lines[one] ?? ''
    lines[one] = lines[other] ?? ''
    lines[other] = moved
    return Buffer.from(lines.join('\n'), 'latin1')
  },
  (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le'),
  (bytes) => Buffer.concat([bytes, bytes]),
  (_, chance) => Buffer.from(Array.from({ length: chance.below(2000) }, () => chance.below(256))),
]

/** As large as a configuration or a runbook may be; larger ones are refused unread. */
const LARGEST = 400_000

/** One to four mutations of a good file; once in a while none, to see that good files are good. */
export function mutate(bytes: Buffer, chance: Random): Buffer {
  let mutated = bytes
  for (let count = chance.below(5); count > 0; count -= 1) {
    const next = chance.pick(mutations)(mutated, chance)
    if (next.length < LARGEST) mutated = next
  }
  return mutated
}

/** Plain data with some of its parts replaced, for files whose form is guarded by a hash. */
export function mutateData(value: unknown, chance: Random): unknown {
  const copy = structuredClone(value)
  for (let count = 1 + chance.below(3); count > 0; count -= 1) mutatePart(copy, chance)
  return copy
}

function mutatePart(root: unknown, chance: Random): void {
  let part = root
  for (;;) {
    if (typeof part !== 'object' || part === null) return
    const keys = Object.keys(part)
    if (keys.length === 0) return
    const key = chance.pick(keys)
    const child = (part as Record<string, unknown>)[key]
    if (typeof child === 'object' && child !== null && chance.below(5) > 0) {
      part = child
      continue
    }
    change(part as Record<string, unknown>, key, chance)
    return
  }
}

function change(parent: Record<string, unknown>, key: string, chance: Random): void {
  const replacements: readonly unknown[] = [
    chance.pick(hostileTexts),
    chance.pick(hostileTexts),
    null,
    chance.pick([0, -1, 0.5, 1e308, 2 ** 53, 1e21]),
    chance.pick([true, [], {}, [null], { length: 5 }]),
    parent[chance.pick(Object.keys(parent))],
  ]
  const how = chance.below(8)
  if (how === 0 && Array.isArray(parent)) parent.splice(Number(key), 1)
  else if (how === 0) Reflect.deleteProperty(parent, key)
  else if (how === 1 && !Array.isArray(parent)) {
    const name = chance.pick(hostileTexts)
    Object.defineProperty(parent, name, { value: parent[key], enumerable: true, configurable: true, writable: true })
  } else parent[key] = chance.pick(replacements)
}
