/** Whatever a value is, it stays the one word it was, in each of the shells; what cannot be kept so is refused. */

import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { powershellQuote } from '../../src/lib/powershell-quote.ts'
import { shellQuote } from '../../src/lib/shell-quote.ts'
import { unsafeInBatch, unsafeInProgram, windowsProgram } from '../../src/lib/windows-argument.ts'
import { commandLine } from '../../src/plan/upgrade/command-line.ts'
import { readPowerShell } from './read-powershell.ts'

/** Texts that are mostly trouble. */
const trouble = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...Array.from(`'"\`$%!^&|<>()[]{}*?~#;=,@\\/- \t\n\u2018\u2019\u201a\u201b\u201c`),
        '$(id)',
        '%PATH%',
        '&&',
        "''",
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))
  .filter((text) => text !== '')

describe('a POSIX shell', () => {
  it('gets every word as it is', () => {
    fc.assert(
      fc.property(fc.array(trouble, { minLength: 1, maxLength: 30 }), (words) => {
        const script = `printf '%s\\0' ${words.map(shellQuote).join(' ')}`
        const out = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })
        // Lone surrogates are no text; they come back as replacement characters.
        expect(out.split('\0').slice(0, -1)).toEqual(words.map((word) => Buffer.from(word).toString()))
      }),
      { numRuns: 60 },
    )
  })

  it('gets the folder as one word too', () => {
    const line = commandLine({ on: 'management', folder: '/tmp', words: ['printf', '%s|', "a'b", '$(id)', 'c d'] })
    expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe("a'b|$(id)|c d|")
    const folder = "/tmp/'; echo broken; '"
    expect(commandLine({ on: 'management', folder, words: ['pwd'] })).toBe(`cd '/tmp/'\\''; echo broken; '\\''' && pwd`)
  })
})

describe('PowerShell', () => {
  it('gets every word as it is, also in its other quotes', () => {
    fc.assert(
      fc.property(fc.array(trouble, { minLength: 1, maxLength: 20 }), (words) => {
        expect(readPowerShell(words.map(powershellQuote).join(' '))).toEqual(words)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['plain', 'plain'],
    ['-Force', '-Force'],
    ['.\\setup.cmd', '.\\setup.cmd'],
    ['10.1.0.22', "'10.1.0.22'"],
    ['1kb', "'1kb'"],
    ['$env:PATH', "'$env:PATH'"],
    ["O'Reilly", "'O''Reilly'"],
    ['O\u2019Reilly', "'O\u2019\u2019Reilly'"],
  ])('%s is typed as %s', (word, typed) => {
    expect(powershellQuote(word)).toBe(typed)
  })

  it('calls a program whose path has blanks, and does not only say its name', () => {
    const line = commandLine({ on: 'endpoint', words: ['C:\\Program Files\\x.exe', 'a'] })
    expect(line).toBe("& 'C:\\Program Files\\x.exe' a")
  })
})

/** How PowerShell 5.1 hands arguments on: one line, quotes around what has blanks, nothing escaped. */
function windowsLine(words: readonly string[]): string {
  return words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')
}

/** How a program takes it apart (the rules of the C runtime, for lines without escaped quotes inside words). */
function splitByProgram(line: string): string[] {
  const words: string[] = []
  for (const [, quoted, bare] of line.matchAll(/"((?:\\"|[^"])*)"|(\S+)/g)) words.push(quoted ?? bare ?? '')
  return words
}

describe('programs on Windows', () => {
  it('get one argument for each word that is not refused', () => {
    const safe = trouble.filter((word) => unsafeInProgram(word) === undefined)
    fc.assert(
      fc.property(fc.array(safe, { minLength: 1, maxLength: 10 }), (words) => {
        expect(splitByProgram(windowsLine(words))).toEqual(words)
      }),
      { numRuns: 500 },
    )
  })

  it('a batch file never gets what cmd.exe would act on, blanks or not', () => {
    fc.assert(
      fc.property(trouble, (word) => {
        if (unsafeInBatch(word) === undefined) expect(word).not.toMatch(/["%!^&|<>()\r\n;,=]|\\$/)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['a&calc', 'a b" & calc & "', '%PATH%', 'a^b', 'a|b', 'a>b', 'x\n', 'C:\\a b\\', 'a,b', 'a;b', 'a=b', '(a)'])(
    'setup.cmd is not given %j',
    (word) => {
      expect(() => commandLine({ on: 'endpoint', words: ['.\\setup.cmd', '-GatewaySiteName', word] })).toThrow(
        expect.objectContaining({ code: 'upgrade/unsafe-word', kind: 'invalid-input' }) as Error,
      )
    },
  )

  it('a program is not given quotes, and commands of PowerShell are given anything', () => {
    expect(windowsProgram('Expand-Archive')).toBe('cmdlet')
    expect(windowsProgram('C:\\a\\Setup.BAT')).toBe('batch')
    expect(() => commandLine({ on: 'endpoint', words: ['appcmd.exe', 'a"b'] })).toThrow()
    expect(commandLine({ on: 'endpoint', words: ['Unblock-File', '-LiteralPath', 'a"b\\'] })).toBe(
      `Unblock-File -LiteralPath 'a"b\\'`,
    )
  })
})
