/** The resellers file: what it may hold, and what is wrong with it, each with its place. */

import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/cli/config.ts'
import { formatPlace } from '../../src/lib/diagnostic.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { loadResellers, parseResellers } from '../../src/resource/resellers/load-resellers.ts'

function problems(text: string, form: 'csv' | 'yaml' = 'csv'): string[] {
  try {
    parseResellers(text, `r.${form}`, form)
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    return error.diagnostics.map(({ message, at, hint }) =>
      [at === undefined ? '' : `${formatPlace(at)} ${message}`, ...(hint === undefined ? [] : [hint])].join(' | '),
    )
  }
  throw new Error('accepted')
}

const head = 'account,name,model,parent,tier,price sync disabled,template,delegated'

describe('a resellers file', () => {
  it('is CSV with columns by name, sorted by tier', () => {
    const text = [
      'Reseller ID,Company,Reseller Model,Parent Account,Disable prices synchronization,Delegated plans',
      '1011,"Contoso, North",Value-added,1001,,none',
      '1001,Contoso,value added,,yes,41=9001; 42',
      '1002,Northwind,power,,no,',
    ].join('\r\n')
    expect(parseResellers(text.replaceAll('\r', ''), 'r.csv', 'csv')).toMatchObject([
      {
        account: 1001,
        tier: 1,
        priceSyncDisabled: true,
        delegated: [{ plan: 41, copy: 9001 }, { plan: 42 }],
        at: { line: 3 },
      },
      { account: 1002, model: 'power', tier: 1 },
      { account: 1011, name: 'Contoso, North', parent: 1001, tier: 2, delegated: [] },
    ])
    const [, northwind] = parseResellers(text.replaceAll('\r', ''), 'r.csv', 'csv')
    expect(northwind).not.toHaveProperty('delegated')
  })

  it('is YAML, by itself or inside a configuration', () => {
    const list = 'resellers:\n  - { account: 1, name: A, model: power, template: 21 }\n'
    expect(parseResellers(list, 'r.yaml', 'yaml')).toMatchObject([
      { account: 1, template: 21, at: { line: 2, column: 5 } },
    ])
    expect(parseResellers(`installation: x\n${list}`, 'c.yaml', 'yaml')).toHaveLength(1)
  })

  it.each([
    ['an empty file', '', ['r.csv The file is empty. | Its first line names the columns: account, name, model, …']],
    ['a missing column', 'account,name\n', ['r.csv:1 The header has no column "model".']],
    ['a misspelt column', `${head},parnet\n`, ['r.csv:1:71 Unknown column "parnet". | Did you mean "parent"?']],
    ['a column twice', `${head},Parent ID\n`, ['r.csv:1:71 The column parent is there twice.']],
    [
      'no number',
      `${head}\nx1,A,power\n`,
      ['r.csv:2:1 account "x1": Invalid input: expected number, received string.'],
    ],
    ['no name', `${head}\n1,,power\n`, ['r.csv:2:3 The name is missing. | Give the name of the account.']],
    [
      'another model',
      `${head}\n1,A,gold\n`,
      ['r.csv:2:5 model "gold": Invalid option: expected one of "value-added"|"power".'],
    ],
    [
      'neither yes nor no',
      `${head}\n1,A,power,,,perhaps\n`,
      ['r.csv:2:13 priceSyncDisabled "perhaps": Invalid input: expected boolean'],
    ],
    ['a bad plan id', `${head}\n1,A,power,,,,,41;x\n`, ['r.csv:2:15 delegated "41;x": Invalid input.']],
    ['an account twice', `${head}\n1,A,power\n1,B,power\n`, ['r.csv:3:1 Account 1 is there twice: "A" and "B".']],
    ['nobody above', `${head}\n1,A,value-added,7\n`, ['r.csv:2:17 A (1) is below account 7, which is not listed.']],
    ['another tier', `${head}\n1,A,power,,2\n`, ['r.csv:2:12 A (1) is in tier 1 by its parents, not 2.']],
    ['an open quote', `${head}\n1,"A,power\n`, ['r.csv:2:3 A quoted cell does not close.']],
  ])('%s is told with its place', (_what, text, expected) => {
    const found = problems(text)
    expect(found).toHaveLength(expected.length)
    expected.forEach((start, index) => {
      expect(found[index]?.slice(0, start.length)).toBe(start)
    })
  })

  it('that goes round in circles names everybody in it', () => {
    const found = problems(`${head}\n1,A,value-added,2\n2,B,value-added,1\n`)
    expect(found.map((text) => text.split(' | ')[0])).toEqual([
      'r.csv:2:17 A (1) is above itself.',
      'r.csv:3:17 B (2) is above itself.',
    ])
  })

  it('tells all its problems at once', () => {
    expect(problems(`${head}\nx,A,power\n2,B,gold\n`)).toHaveLength(2)
  })

  it('in YAML has places, too', () => {
    expect(problems('resellers:\n  - { account: 1, name: A, modell: power }\n', 'yaml')).toEqual([
      'r.yaml:2:5 Missing key "resellers.0.model".',
      'r.yaml:2:28 Unknown key "modell" in resellers.0. | Did you mean "model"?',
    ])
  })

  it('must be there', async () => {
    await expect(loadResellers('/nowhere/r.csv', 'r.csv')).rejects.toMatchObject({
      code: 'resellers/unreadable',
      message: 'The resellers file r.csv cannot be read: missing.',
    })
  })
})

it('the configuration has none, a file or a list', () => {
  const config = (resellers: string) =>
    parseConfig(
      `formatVersion: 1\ninstallation: x\noperations: { url: a }\nbilling: { url: a }\naps: { url: a }\n${resellers}`,
      'c.yaml',
    ).resellers
  expect(config('')).toBe(false)
  expect(config('resellers: { file: r.csv }\n')).toEqual({ file: 'r.csv' })
  expect(config('resellers: [{ account: 1 }]\n')).toHaveLength(1)
  expect(() => config('resellers: true\n')).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({
          message: 'resellers: expected false, a list of resellers, or { file: resellers.csv }.',
        }),
      ],
    }) as Error,
  )
})
