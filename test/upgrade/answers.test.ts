/** Answers as people give them: in a file or at a terminal, and what is not taken. */

import { describe, expect, it } from 'vitest'
import { formatPlace } from '../../src/lib/diagnostic.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { planUpgrade } from '../../src/onboard/plan-upgrade.ts'
import { noAnswers, parseAnswers } from '../../src/runbook/facts/answers.ts'
import { answeredFacts } from '../../src/runbook/facts/facts.ts'
import { parseAnswer } from '../../src/runbook/facts/parse-answer.ts'
import { askFacts } from '../../src/view/ask-facts.ts'
import { cspAnswers } from './answers.ts'

function problems(...lines: string[]): string[] {
  try {
    parseAnswers(`formatVersion: 1\n${lines.join('\n')}\n`, 'a.yaml')
  } catch (error) {
    if (!(error instanceof OnboardError)) throw error
    return error.diagnostics.map(({ at, message }) => `${at === undefined ? '?' : formatPlace(at)} ${message}`)
  }
  return []
}

describe('a file', () => {
  it.each<[string, string[], string[]]>([
    ['a slip in a key', ['managment: {}'], ['a.yaml:2:1 Unknown key "managment".']],
    ['a slip inside', ['gateways:', '  - sight: x'], ['a.yaml:3:5 Unknown key "sight" in gateways.0.']],
    [
      'a password in a URL',
      ["api: { url: 'http://u:p@h:8440/' }"],
      ['a.yaml:2:13 api.url: a URL with http or https, without a password.'],
    ],
    [
      'a URL of another form',
      ["dispatcher: { url: 'https://h/a/b/' }"],
      ['a.yaml:2:20 dispatcher.url: a URL such as https://<host>/<application>/.'],
    ],
    [
      'no slash at the end',
      ["gateways: [{ url: 'https://h/Gateway/aps' }]"],
      ['a.yaml:2:19 gateways.0.url: a URL such as https://<host>/<application>/aps/.'],
    ],
    ['no address', ['dispatcher: { ip: 10.0.0.256 }'], ['a.yaml:2:19 dispatcher.ip: an IPv4 address.']],
    [
      'an option',
      ['dispatcher: { site: -Force }'],
      ['a.yaml:2:21 dispatcher.site: it begins with "-", which a program would take for an option.'],
    ],
    ['a line break', ['python: "a\\nb"'], ['a.yaml:2:9 python: it has characters that cannot be shown.']],
    ['blanks at an end', ["python: 'python '"], ['a.yaml:2:9 python: it has blanks at an end.']],
    ['a short hash', ['trial: { sha256: abc }'], ['a.yaml:2:18 trial.sha256: a SHA-256 has 64 hexadecimal digits.']],
    [
      'a login that ends a text of SQL',
      ['gateways: [{ login: "x\') --" }]'],
      ['a.yaml:2:21 gateways.0.login: letters, digits, ".", "_", "$", "-" and one "\\" between domain and name.'],
    ],
    [
      'a relative path',
      ['management: { folder: o365 }'],
      ['a.yaml:2:23 management.folder: a full path such as /root/office365, without "/" at its end.'],
    ],
    [
      'a path of the other system',
      ['endpoint: { folder: /root }'],
      ['a.yaml:2:21 endpoint.folder: a full path such as C:\\Office365, without "\\" at its end.'],
    ],
    [
      'one counter',
      ['counters: { instance: 3, points: 5 }'],
      [
        'a.yaml:2:11 counters: the resource types are given both, and only with an instance (Release Notes, note 2 of the script).',
      ],
    ],
    [
      'counters without an instance',
      ['counters: { seats: 6, points: 5 }'],
      [
        'a.yaml:2:11 counters: the resource types are given both, and only with an instance (Release Notes, note 2 of the script).',
      ],
    ],
    [
      'an instance twice',
      ['gateways: [{ instance: 3 }, { instance: 3 }]'],
      ['a.yaml:2:29 gateways: 3 stands here twice.'],
    ],
    ['a site twice', ['gateways: [{ site: x }, { site: x }]'], ['a.yaml:2:25 gateways: x stands here twice.']],
    ['a template twice', ['templates: [{ id: 1 }, { id: 1 }]'], ['a.yaml:2:24 templates: 1 stands here twice.']],
  ])('%s is refused with its place', (_title, lines, expected) => {
    expect(problems(...lines)).toEqual(expected)
  })

  it('that is not filled in yet says nothing where it is empty', () => {
    const lines = [
      'formatVersion: 1',
      'package:',
      '  sha256: # to come',
      'api:',
      'gateways:',
      '  - instance: 3',
      '    ip:',
      'templates:',
    ]
    const { values, gateways, templates } = parseAnswers(lines.join('\n'), 'a.yaml')
    expect([...values]).toEqual([])
    expect(gateways.map((each) => [...each])).toEqual([[['gateway.instance', '3']]])
    expect(templates).toEqual([])
  })

  it('is read whole', () => {
    const { values, gateways } = parseAnswers(JSON.stringify(cspAnswers), 'a.yaml')
    expect(values.get('autoconf.command')).toEqual(['python', 'autoconf.py'])
    expect(gateways[1]?.get('gateway.login')).toBe('DOM\\gw2')
  })
})

describe('the examples', () => {
  it('are answers of the form that they are for', () => {
    for (const fact of answeredFacts) {
      const typed = fact.example.replace(/^\['?(.*?)'?\]$/, '$1').replaceAll(', ', ' ')
      expect(parseAnswer(fact, typed), fact.name).toHaveProperty('value')
    }
  })
})

describe('at a terminal', () => {
  it('everything is asked once, lists until there are no more, and wrong answers are told why', async () => {
    const asked: string[] = []
    const complaints: string[] = []
    let more = 1
    const asking = {
      input: (message: string, validate: (text: string) => string | true) => {
        asked.push(message)
        const fact = answeredFacts.find(
          ({ what }) => message.includes(`${what} (`) || message.includes(`${what}, such`),
        )
        const [row = ''] = /\d/.exec(/^(?:gateway site|Office 365 service template) \d/.exec(message)?.[0] ?? '') ?? []
        const complaint = validate('-x')
        if (complaint !== true) complaints.push(complaint)
        const typed = (fact?.example ?? '').replace(/^\[(.*)\]$/, '$1').replaceAll(', ', ' ')
        // Two rows must not be the same.
        return Promise.resolve(row === '2' && /^\d+$/.test(typed) ? `${typed}2` : typed)
      },
      confirm: (message: string) => Promise.resolve(message.includes('gateway site') && more-- > 0),
    }
    const plan = await planUpgrade({
      from: '16.8.3',
      scenario: 'csp',
      answers: noAnswers,
      installation: { name: 'prod', endpoint: 'http://oa' },
      ask: (missing, answers) => askFacts(asking, missing, answers),
    })
    expect(plan.target).toMatchObject({ installation: 'prod', endpoint: 'http://oa' })
    expect(plan.operations.filter(({ step }) => step === 'endpoint-setup-csp')).toHaveLength(2)
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toContainEqual(expect.stringMatching(/^gateway site 2: the IP address of the gateway site/))
    expect(complaints).toContain('it begins with "-", which a program would take for an option')
  })
})
