/** Programs that only look are ended when they take too long or nobody waits any more, whatever they have started. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runProgram } from '../../src/lib/run-program.ts'

const folder = await mkdtemp(join(tmpdir(), 'program-'))
afterAll(() => rm(folder, { recursive: true }))
const reason = join(folder, 'reason')
await writeFile(reason, '')

// What it starts holds the output open, as what a shell starts does, until the tests are done.
const forEver = ['-c', `while [ -e '${reason}' ]; do sleep 0.2; done & echo begun; wait`] as const

describe('a program', () => {
  it('is waited for, and what it said is kept', async () => {
    const ended = await runProgram('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'])
    expect(ended).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' })
  })

  it('within its time ends as without', async () => {
    const ended = await runProgram('/bin/sh', ['-c', 'echo out'], { timeoutMs: 60_000 })
    expect(ended).toEqual({ exitCode: 0, stdout: 'out\n', stderr: '' })
  })

  it('keeps the end of what it said, or as much as is asked for', async () => {
    const talks = ['-c', 'i=0; while [ $i -lt 3000 ]; do echo "line $i ----"; i=$((i+1)); done'] as const
    const [short, long] = [await runProgram('/bin/sh', talks), await runProgram('/bin/sh', talks, { kept: 1_000_000 })]
    expect([short.stdout.length, short.stdout.slice(-15)]).toEqual([20_000, 'line 2999 ----\n'])
    expect(long.stdout.startsWith('line 0 ----\n')).toBe(true)
  })

  it('beyond its time is ended', async () => {
    expect(await runProgram('/bin/sh', forEver, { timeoutMs: 300 })).toMatchObject({ exitCode: null })
  })

  it('is ended when nobody waits any more, before or after it was begun', async () => {
    const leaving = new AbortController()
    const running = runProgram('/bin/sh', forEver, { signal: leaving.signal })
    leaving.abort()
    expect(await running).toMatchObject({ exitCode: null })
    expect(await runProgram('/bin/sh', forEver, { signal: leaving.signal })).toMatchObject({ exitCode: null })
  })

  it('that is not there is an error', async () => {
    await expect(runProgram('/no/such/program', [], { timeoutMs: 60_000 })).rejects.toThrow(/ENOENT/)
  })
})
