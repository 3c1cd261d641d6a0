/** Completion as bash does it: the script that we print is loaded into a real bash, which is then asked. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { completion } from '../../src/cli/commands/completion.ts'
import type { Context } from '../../src/cli/context.ts'
import { createProgram } from '../../src/cli/program.ts'

const program = createProgram({} as Context, () => Promise.resolve(), '')
let script = ''
completion(program, { stdout: (text: string) => (script += text) } as unknown as Context)

/** What bash offers after these words, the last of which is being typed. */
function offered(...words: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const quoted = ['o365-onboard', ...words].map((word) => `'${word}'`).join(' ')
  const ask = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _o365_onboard; printf '%s\\n' "\${COMPREPLY[@]}"`
  const answer = execFileSync('bash', ['--norc', '-c', ask], { cwd: folder, encoding: 'utf8' })
  return answer.split('\n').filter((word) => word !== '')
}

it('offers commands, and those of a group', () => {
  expect(offered('')).toEqual(program.commands.map((command) => command.name()))
  expect(offered('add-')).toEqual(['add-offers', 'add-addons'])
  expect(offered('catalog', '')).toEqual(['validate', 'inspect', 'diff', 'convert', 'graph'])
  expect(offered('catalog', 'in')).toEqual(['inspect'])
})

it('offers the flags of a command, wherever they stand', () => {
  expect(offered('add-addons', 'matrix.csv', '--pl')).toEqual(['--plan'])
  expect(offered('report', '--fo')).toEqual(['--format'])
  expect(offered('--')).toEqual(['--version', '--help'])
})

it('offers the few words that a flag takes', () => {
  expect(offered('report', '--format', '')).toEqual(['markdown', 'html', 'junit', 'json'])
  expect(offered('report', '--format', 'h')).toEqual(['html'])
})

it('leaves everything else to the names of files', () => {
  expect(offered('add-offers', 'cat')).toEqual([])
  expect(script).toMatch(/^complete -o default -F _o365_onboard o365-onboard$/m)
})
