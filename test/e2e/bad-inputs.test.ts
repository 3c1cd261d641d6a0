/** Everything that can be wrong with what a person gives: a clear error with its place, and nothing half done. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { businessPremium, cli, type Ended, newFolder, root, runsIn } from './rig.ts'
import { changedConfig, expectExit, simulate, type Simulation, writes } from './simulation.ts'

let simulation: Simulation
let folder: string

beforeAll(async () => {
  simulation = await simulate()
  folder = await newFolder()
})

/** Whatever was wrong, nothing was done and nothing was begun. */
afterEach(async () => {
  expect(await writes(simulation)).toEqual([])
  expect(await runsIn(simulation.state)).toEqual([])
})

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const add = (...args: string[]) => simulation.typed('add-offers', '--yes', ...args)

/** The error as one line, however it was wrapped. */
async function refused(ended: Promise<Ended>, code: number): Promise<string> {
  const { stdout, stderr } = await expectExit(ended, code)
  expect(stdout).toBe('')
  return stderr.replace(/\s+/g, ' ')
}

const header = 'Offer Display Name,Durable Offer ID,Provisioning ID,Offer Type,Depends On\n'

describe('catalogs', () => {
  it('a file that is not there', async () => {
    const text = await refused(add(join(folder, 'missing.csv')), 3)
    expect(text).toMatch(/missing\.csv: There is no file .*missing\.csv”\. → Check the name and the folder\./)
    expect(text).toContain('catalog/file-not-found')
  })

  it('an empty file', async () => {
    expect(await refused(add(await file('empty.csv', '')), 3)).toMatch(/empty\.csv: The file is empty\. →/)
  })

  it('a zip archive named .csv', async () => {
    const text = await refused(add(await file('book.csv', Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml'))), 3)
    expect(text).toMatch(/book\.csv: This is a zip archive, not a catalog\. → Unpack it/)
  })

  it('a header without an offer id', async () => {
    const text = await refused(add(await file('no-id.csv', 'Name,Type\nOffice,Base\n')), 3)
    expect(text).toMatch(/no-id\.csv: This is no catalog: none of its first lines is a header that is known here\./)
  })

  it('two rows that contradict each other, both named by their lines', async () => {
    const id = '11111111-2222-4333-8444-555555555555'
    const rows = `Office,${id},OFFICE,Base,\nOther,22222222-2222-4333-8444-555555555555,OTHER,Base,\nOffice,${id},ELSE,Base,\n`
    const text = await refused(add(await file('twice.csv', header + rows)), 3)
    expect(text).toContain(`Offer ${id} is listed twice with different Provisioning ID`)
    expect(text).toMatch(/twice\.csv:2 and \S*twice\.csv:4\./)
  })

  it('a catalog of the syndication programme', async () => {
    const row = 'Office 365 Business Premium,96b36813-d5e2-46b2-b111-41d84f9570d8,O365_BUSINESS_PREMIUM,Base,\n'
    const text = await refused(add(await file('syndication.csv', header + row)), 3)
    expect(text).toContain('The catalog is of the syndication programme, not of Cloud Solution Provider')
    expect(text).toMatch(/syndication\.csv:2/)
  })
})

describe('selection', () => {
  it('an offer that the catalog does not have', async () => {
    const text = await refused(add(businessPremium, '--offer', 'Office 366'), 3)
    expect(text).toMatch(/No offer in \S+business-premium\.csv has the id or name "Office 366"/)
  })

  it('a name that two offers have, with the ids to choose from', async () => {
    const [one, two] = ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'] as const
    const path = await file('same-name.csv', `${header}Office,${one},A,Base,\nOffice,${two},B,Base,\n`)
    const text = await refused(add(path, '--offer', 'office'), 3)
    expect(text).toContain('selection/ambiguous-name')
    expect(text).toContain(one)
    expect(text).toContain(two)
  })

  it('an add-on with several possible parents, with the flags to choose by', async () => {
    const [one, two] = ['11111111-2222-4333-8444-555555555555', '22222222-2222-4333-8444-555555555555'] as const
    const addon = `Extra,33333333-2222-4333-8444-555555555555,X,Add-on,${one};${two}\n`
    const path = await file('choice.csv', `${header}Office A,${one},A,Base,\nOffice B,${two},B,Base,\n${addon}`)
    const text = await refused(add(path, '--offer', 'Extra'), 3)
    expect(text).toContain('Extra (33333333-2222-4333-8444-555555555555) needs one of:')
    expect(text).toContain(`--offer ${one} (Office A)`)
    expect(text).toContain(`--offer ${two} (Office B)`)
  })
})

describe('runbooks', () => {
  const edited = async (name: string, change: (text: string) => string) =>
    file(name, change(await readFile(join(root, 'runbooks', 'add-offers.yaml'), 'utf8')))

  const lineOf = async (path: string, part: string): Promise<number> =>
    (await readFile(path, 'utf8')).split('\n').findIndex((text) => text.includes(part)) + 1

  it('a misspelt key: its line and column, and what was meant', async () => {
    const path = await edited('key.yaml', (text) => text.replace('    resellers: true', '    reseler: true'))
    const text = await refused(add(businessPremium, '--runbook', path), 3)
    expect(text).toContain(`key.yaml:${await lineOf(path, 'reseler')}:5: Unknown key "reseler"`)
    expect(text).toContain('Did you mean "resellers"?')
  })

  it('a step whose one telling key is misspelt', async () => {
    const path = await edited('telling.yaml', (text) =>
      text.replace('ensure: service-template', 'ensur: service-template'),
    )
    const text = await refused(add(businessPremium, '--runbook', path), 3)
    expect(text).toMatch(new RegExp(`telling\\.yaml:${await lineOf(path, 'id: service-template')}:5: `))
    expect(text).toContain('Did you mean "ensure"?')
  })

  it('a step of a kind that does not exist, with its place and those that do', async () => {
    const path = await edited('kind.yaml', (text) => text.replace('ensure: sales-category', 'ensure: sales-categry'))
    const text = await refused(add(businessPremium, '--runbook', path), 3)
    expect(text).toContain(`kind.yaml:${await lineOf(path, 'sales-categry')}:13: `)
    expect(text).toMatch(/"service-plan"\|.*"sales-category"|Did you mean "?sales-category/)
  })

  it('a step without anything to do', async () => {
    const path = await edited('nothing.yaml', (text) => text.replace('    ensure: license-type\n', ''))
    expect(await refused(add(businessPremium, '--runbook', path), 3)).toMatch(/nothing\.yaml:\d+:\d+: /)
  })

  it('a file that is no YAML, and one that is not there', async () => {
    expect(await refused(add(businessPremium, '--runbook', await file('bad.yaml', 'a: [1,\nb')), 3)).toMatch(
      /bad\.yaml:\d+:\d+: /,
    )
    expect(await refused(add(businessPremium, '--runbook', join(folder, 'none.yaml')), 3)).toContain('none.yaml')
  })
})

describe('configuration', () => {
  const configured = async (name: string, change: (text: string) => string) => {
    const path = join(simulation.state, name)
    await writeFile(path, change(await readFile(simulation.urls.config, 'utf8')))
    return path
  }

  it('none', async () => {
    const text = await refused(cli(['add-offers', businessPremium, '--yes'], { cwd: folder }), 3)
    expect(text).toContain('The configuration o365-onboard.yaml cannot be read: there is no such file.')
    expect(text).toMatch(/--config, or try everything with --simulate/)
  })

  it('a misspelt key', async () => {
    const path = await configured('misspelt.yaml', (text) => text.replace(/^installation:/m, 'instalation:'))
    const text = await refused(add(businessPremium, '--config', path), 3)
    expect(text).toMatch(/misspelt\.yaml:\d+:1: Unknown key "instalation"\. → Did you mean "installation"\?/)
  })

  it('a password that the environment does not have', async () => {
    const path = await configured('env.yaml', (text) => text.replace('file: operations-password', 'env: OA_PASSWORD'))
    const text = await refused(add(businessPremium, '--config', path), 3)
    expect(text).toContain('The environment variable OA_PASSWORD is not set.')
  })

  it('a password file that is not there', async () => {
    const path = await configured('file.yaml', (text) => text.replace('file: billing-password', 'file: nowhere'))
    expect(await refused(add(businessPremium, '--config', path), 3)).toContain(
      'The password file nowhere cannot be read: there is no such file.',
    )
  })

  it('a password written into it is no password reference', async () => {
    const path = await changedConfig(simulation, (config) => ({
      ...config,
      operations: { ...(config['operations'] as object), password: 'plain-text-canary' },
    }))
    const text = await refused(add(businessPremium, '--config', path), 3)
    expect(text).toMatch(/changed\.yaml:\d+:\d+: operations\.password: /)
    expect(text).not.toContain('plain-text-canary')
  })
})

describe('usage', () => {
  it('nobody to confirm, and no --yes', async () => {
    const { stdout, stderr } = await expectExit(simulation.cli('add-offers', businessPremium), 64)
    expect(stdout).toMatch(/^Plan: 9 to create/m)
    expect(stderr).toMatch(/Nobody is here to confirm the plan\.\s+→ Nothing was changed\. Add --yes/)
  })

  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['add-offer', 'x.csv'], 'Did you mean add-offers?'],
    [['add-offers', 'x.csv', '--dryrun'], 'Did you mean --dry-run?'],
    [['add-offers'], "missing required argument 'catalog'"],
    [['simulate', '--port', 'eleven'], 'It must be a whole number'],
    [[], 'Usage: o365-onboard'],
  ])('%j', async (args, message) => {
    expect(await refused(cli(args, { cwd: folder }), 64)).toContain(message)
  })

  it.each([['--help'], ['--version'], ['add-offers', '--help'], ['help']])('%s is no error', async (...args) => {
    const { stderr, stdout } = await expectExit(cli(args, { cwd: folder }), 0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/o365-onboard|^\d+\.\d+\.\d+$/m)
  })
})

it('tells a program the same as one JSON line on stdout, and people on stderr', async () => {
  const { stdout, stderr } = await expectExit(add(join(folder, 'missing.csv'), '--json'), 3)
  const [line = '', ...rest] = stdout.trimEnd().split('\n')
  expect(rest).toEqual([])
  expect(JSON.parse(line)).toMatchObject({
    type: 'error',
    kind: 'invalid-input',
    diagnostics: [{ severity: 'error', code: 'catalog/file-not-found' }],
  })
  expect(stderr).toContain('There is no file')
})
