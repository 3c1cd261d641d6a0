/** The configuration file: every mistake with its place, and no password in it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig, parseConfig } from '../../src/cli/config.ts'
import { readSecret } from '../../src/cli/secrets.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'

const least = `formatVersion: 1
installation: Example
operations: { url: http://oa.example:8440/RPC2 }
billing: { url: http://oa.example:5224/RPC2 }
aps: { url: http://oa.example:6308 }
`

function problems(text: string) {
  try {
    parseConfig(text, 'c.yaml')
  } catch (error) {
    if (error instanceof OnboardError)
      return error.diagnostics.map(({ message, hint, at }) => ({ message, hint, ...at }))
    throw error
  }
  throw new Error('accepted')
}

describe('the configuration', () => {
  it('lets nobody be taken for gone who is only slow', () => {
    const [problem] = problems(`${least}lease: { heartbeatSeconds: 10, staleSeconds: 20 }\n`)
    expect(problem).toMatchObject({ line: 6, column: 46 })
    expect(problem?.message).toContain('at least three times heartbeatSeconds')
  })

  it('needs five lines; the rest has defaults that are safe', () => {
    expect(parseConfig(least, 'c.yaml')).toMatchObject({
      scenario: 'csp',
      billing: { credentials: 'struct', parallel: 4 },
      reads: { salesCategories: false },
      resellers: false,
      ways: {},
      state: '.o365-onboard',
    })
  })

  it('says of each mistake where it is', () => {
    expect(problems(`${least}scenaro: csp\npolicy:\n  plans: { existing: all }\n`)).toMatchObject([
      { file: 'c.yaml', line: 8, message: expect.stringContaining('policy.plans.existing') as string },
      { file: 'c.yaml', line: 6, column: 1, message: 'Unknown key "scenaro".', hint: 'Did you mean "scenario"?' },
    ])
  })

  it.each([
    ['no YAML', 'a: [1\n'],
    ['an alias', `${least}x: &a 1\ny: *a\n`],
    ['a list', '- 1\n'],
    ['nothing', ''],
    ['another version', least.replace('formatVersion: 1', 'formatVersion: 2')],
    ['a password in clear text', least.replace('8440/RPC2', '8440/RPC2, password: abc')],
    ['a prefix without a colon', `${least}prefix: Ours\n`],
  ])('refuses %s as invalid input', (_, text) => {
    expect(() => parseConfig(text, 'c.yaml')).toThrow(OnboardError)
    expect(() => parseConfig(text, 'c.yaml')).toThrow(expect.objectContaining({ kind: 'invalid-input' }) as Error)
  })

  it('tells a missing file from a wrong one', async () => {
    await expect(loadConfig('/nowhere/c.yaml')).rejects.toMatchObject({ code: 'config/missing', kind: 'invalid-input' })
  })
})

describe('secrets', () => {
  it('come from the environment or from a file, without the final line break', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'secret-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, 'word'), ' pass word \r\n')
    expect(await readSecret({ env: 'OA' }, folder, { OA: 'x y' })).toBe('x y')
    expect(await readSecret({ file: 'word' }, folder, {})).toBe(' pass word ')
    expect(await readSecret(undefined, folder, {})).toBeUndefined()
  })

  it.each([[{}], [{ OA: '' }]])('are missing in %j', async (env) => {
    await expect(readSecret({ env: 'OA' }, '.', env)).rejects.toMatchObject({
      code: 'config/no-secret',
      message: 'The environment variable OA is not set.',
    })
  })
})
