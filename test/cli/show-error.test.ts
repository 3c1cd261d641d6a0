/** Errors for whoever must act on them: once, with place and next step; faults of ours keep their stack. */

import { expect, it } from 'vitest'
import { createOutlets } from '../../src/cli/outlets.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { showError } from '../../src/cli/show-error.ts'
import type { Context } from '../../src/cli/context.ts'
import { OnboardError, type StopKind } from '../../src/lib/onboard-error.ts'

async function shown(error: unknown, json = false) {
  const output = { stdout: '', stderr: '' }
  const write = (to: 'stdout' | 'stderr') => (text: string) => void (output[to] += text)
  const context = {
    ...createOutlets({ stdout: write('stdout'), stderr: write('stderr') }, false),
    width: Infinity,
    color: false,
    repeatFlags: '',
  } as Context
  return { code: await showError(error, context, json), ...output }
}

const kinds: Record<StopKind, number> = {
  failed: 1,
  'invalid-input': 3,
  'refused-by-safety': 4,
  'stale-plan': 5,
  'waiting-for-person': 6,
  uncertain: 7,
  locked: 8,
  usage: 64,
  interrupted: 130,
}

it.each(Object.entries(kinds))('%s ends with exit code %i', async (kind, code) => {
  const error = new OnboardError({ kind: kind as StopKind, code: 'a/b', message: 'It stopped.', hint: 'Look.' })
  const { stderr, ...rest } = await shown(error)
  expect(rest).toEqual({ code, stdout: '' })
  expect(stderr).toMatch(/^error {2}It stopped\.\n {5}→ Look\.\n {7}a\/b\n$/)
})

it('has no two exit codes for one meaning', () => {
  const codes = Object.values(exitCodes).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})

it('says a single finding once, with its place and one hint', async () => {
  const message = 'Unknown key "x".'
  const error = new OnboardError({
    kind: 'invalid-input',
    code: 'c/d',
    message: 'The file has a problem.',
    hint: 'Look.',
    diagnostics: [
      { severity: 'error', code: 'c/d', message, hint: 'Look.', at: { file: 'f.yaml', line: 3, column: 5 } },
    ],
  })
  const { stderr } = await shown(error)
  expect(stderr).toContain(`f.yaml:3:5: ${message}`)
  expect(stderr.split('Look.')).toHaveLength(2)
})

it('gives a program one JSON line as well', async () => {
  const error = new OnboardError({ kind: 'usage', code: 'a/b', message: 'm', facts: { n: 1 } })
  const { stdout, stderr } = await shown(error, true)
  expect(JSON.parse(stdout)).toEqual({
    type: 'error',
    kind: 'usage',
    code: 'a/b',
    message: 'm',
    facts: { n: 1 },
    diagnostics: [],
  })
  expect(stdout.endsWith('}\n')).toBe(true)
  expect(stderr).toContain('m')
})

it('calls an unknown error a fault in the program, with its stack and without control characters', async () => {
  const { code, stderr } = await shown(new TypeError('x is not \u001b[31ma function'))
  expect(code).toBe(1)
  expect(stderr).toContain('This is a fault in the program')
  expect(stderr).toMatch(/\n\s+at .*show-error\.test\.ts/)
  expect(stderr).not.toContain('\u001b')
  expect((await shown('a thrown text')).stderr).toContain('a thrown text')
})

it('lets nothing of what OA wrote take hold of the terminal', async () => {
  const message = 'OA says: \u001b]0;owned\u0007\u202ehello'
  const { stderr } = await shown(new OnboardError({ kind: 'failed', code: 'oa/refused', message, hint: message }))
  expect(stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
})
