/** What is looked up before an upgrade is planned: by which commands, and what becomes of the answers. */

import { describe, expect, it } from 'vitest'
import { planUpgrade } from '../../src/onboard/plan-upgrade.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { upgradeSheet } from '../../src/report/upgrade-sheet.ts'
import { siteSchema } from '../../src/resource/site.ts'
import { parseAnswers } from '../../src/runbook/facts/answers.ts'
import { createStyle } from '../../src/view/style.ts'
import { planLines } from '../../src/view/plan-text.ts'
import { cspAnswers, syndicationAnswers } from './answers.ts'
import { discover, error, plan, whole, words, type World } from './discovery.ts'

const [first, second] = cspAnswers.gateways

describe('everything that can be found', () => {
  it('is found, goes into the commands, and says where it is from', async () => {
    const found = await plan({ scenario: 'syndication' })
    expect(found.diagnostics).toEqual([])
    const origins = Object.fromEntries((found.facts ?? []).map(({ name, value, from }) => [name, [value, from]]))
    expect(origins).toMatchObject({
      application: ['17', 'found: the installation'],
      'dispatcher.ip': ['10.1.0.21', 'found: getent on the management node'],
      'dispatcher.site': ['O365 Dispatcher', 'found: IIS on the endpoint host'],
      'gateways.1.instance': ['3', 'answered'],
      'gateways.1.url': [first?.url, 'found: application instance 3'],
      'gateways.2.ip': ['10.1.0.23', 'found: getent on the management node'],
      'gateways.2.site': ["O'Gateway", 'found: IIS on the endpoint host'],
      'gateways.1.app': ['Gateway', 'gateway.url'],
      'templates.2.name': ['Office 365 Edu', 'found: service template 14'],
    })
    const answered = await planUpgrade({
      from: '16.6.4',
      scenario: 'syndication',
      answers: parseAnswers(JSON.stringify(syndicationAnswers), 'answers.yaml'),
      installation: undefined,
      site: siteSchema.parse({ hosts: whole.hosts }),
    })
    expect(found.operations).toEqual(answered.operations)
    const text = planLines(found, { style: createStyle(false), width: 120, details: false }).join('\n')
    expect(text).toMatch(/gateways\.2\.site +O'Gateway +found: IIS on the endpoint host/)
    expect(JSON.stringify(upgradeSheet(found))).toContain('found: application instance 3')
  })

  it('is asked for with commands that change nothing, quoted as any other', async () => {
    const { calls } = await discover({ scenario: 'syndication' })
    const onHosts = calls.filter((call) => call.startsWith('ssh'))
    expect(onHosts.slice(0, 3)).toEqual(
      ['o365.provider.example', 'gw.provider.example', 'gw2.provider.example'].map(
        (host) => `ssh -o BatchMode=yes -T -- mn /bin/sh -c 'getent ahostsv4 ${host}'`,
      ),
    )
    expect(onHosts[3]).toContain('; C:\\Windows\\System32\\inetsrv\\appcmd.exe list site; exit')
    expect(onHosts).toHaveLength(4)
  })

  it('is read of inactive templates too, and of no other application', async () => {
    const { facts = [] } = await plan()
    expect(facts.filter(({ name }) => name.endsWith('.id')).map(({ value }) => value)).toEqual(['12', '14'])
  })

  it('is read of the templates that power resellers own, of whom the configuration knows', async () => {
    const templates = {
      ...whole.templates,
      21: ['Own', 17, 5001],
      22: ['Unknown', 17, 5002],
    } satisfies World['templates']
    const resellers = [{ account: 5001, name: 'R', model: 'power' }]
    const { facts = [] } = await plan({ templates, resellers })
    expect(facts.filter(({ name }) => name.endsWith('.id')).map(({ value }) => value)).toEqual(['12', '14', '21'])
  })

  it('is found whole where nobody answered a gateway: a file to keep has it, and what is missing', async () => {
    const refused = await error({ answers: { formatVersion: 1 } })
    expect(refused.code).toBe('upgrade/missing-facts')
    const skeleton = String(refused.facts['skeleton'])
    expect(skeleton).toContain('application: 17 # found: the installation\n')
    expect(skeleton).toContain(
      '    url: "https://gw2.provider.example/Gateway2/aps/" # found: application instance 4\n',
    )
    expect(skeleton).toContain('    ip: "10.1.0.23" # found: getent on the management node\n')
    expect(skeleton).toContain('    site: "O\'Gateway" # found: IIS on the endpoint host\n    login: # ')
    expect(skeleton).toContain('  - id: 14 # found: service template 14\n    name: "Office 365 Edu" # ')
    expect(refused.facts['missing']).not.toContain('gateways.1.site')
    // Filled in, it is a file of answers as any other.
    const filled = skeleton.replace(/^( *\w+:) # .*such as (.*)$/gm, '$1 $2')
    const { gateways } = parseAnswers(filled, 'answers.yaml')
    expect(gateways.map((each) => each.get('gateway.ip'))).toEqual(['10.1.0.22', '10.1.0.23'])
  })
})

describe('answers', () => {
  it('win over what is found, and both are told', async () => {
    const answers = { ...cspAnswers, gateways: [{ ...first, ip: '10.1.0.99', site: 'Old' }, second] }
    const doubted = await plan({ answers, sites: { ...whole.sites, Old: 'https/10.1.0.98:443:' } })
    expect(words(doubted)).toEqual([
      'upgrade/found-otherwise: gateways.1.ip: the answers say 10.1.0.99, and getent on the management node says 10.1.0.22.',
      `upgrade/not-found: gateways.1.site not found: no site has a binding to 10.1.0.99 or the host name gw.provider.example. Bindings are * or by another name: "Default Web Site" (${whole.sites['Default Web Site']}), "O365 Gateway" (${whole.sites['O365 Gateway']}), "O'Gateway" (${whole.sites["O'Gateway"]}), "O365 Dispatcher" (${whole.sites['O365 Dispatcher']}), "Old" (https/10.1.0.98:443:).`,
    ])
    expect(doubted.operations.find(({ step }) => step === 'endpoint-setup-csp')?.command?.line).toContain("'10.1.0.99'")
  })

  it('that forget an instance, or a template, are doubted', async () => {
    const doubted = await plan({
      answers: { ...cspAnswers, gateways: [first], templates: [{ id: 12, name: 'Office 365' }] },
    })
    expect(words(doubted).map((each) => each.replace(/ exists.*/, ''))).toEqual([
      `upgrade/left-out: Application instance 4 (${second?.url ?? ''})`,
      'upgrade/left-out: Service template 14 (Office 365 Edu)',
    ])
  })

  it('that are complete leave nothing to be contacted, unless all is to be compared', async () => {
    expect((await discover({ answers: cspAnswers, everything: false })).calls).toEqual([])
    const { calls, outcome } = await discover({ answers: cspAnswers })
    expect(calls.length).toBeGreaterThan(5)
    expect((outcome as Plan).diagnostics).toEqual([])
  })

  it('that lack addresses alone leave the installation and IIS in peace', async () => {
    const gateways = cspAnswers.gateways.map((gateway) => ({ ...gateway, ip: undefined }))
    const { calls } = await discover({ answers: { ...cspAnswers, gateways }, everything: false })
    expect(calls.every((call) => call.includes('getent'))).toBe(true)
  })

  it('of a person are asked for after what was looked for, and settle what not found', async () => {
    const asked: unknown[] = []
    const settled = await plan({
      answers: { ...cspAnswers, gateways: [{ ...first, ip: undefined }, second] },
      names: {},
      ask: (missing, said, findings) => {
        asked.push(
          missing.map(({ fact: { name } }) => name),
          findings.map(({ code }) => code),
        )
        const gateways = said.gateways.map((row) => new Map([['gateway.ip', '10.1.0.22'], ...row]))
        return Promise.resolve({ ...said, gateways })
      },
    })
    expect(asked).toEqual([['gateway.ip'], ['upgrade/not-found', 'upgrade/not-found', 'upgrade/not-found']])
    expect(settled.diagnostics).toEqual([])
  })
})

describe('the version', () => {
  it.each([true, false])('of every instance must be the one that is said (all looked up: %s)', async (everything) => {
    const instances = { 3: whole.instances[3], 4: { ...whole.instances[4], version: '16.8.4-1' } }
    const refused = await error({ instances, everything })
    expect(refused).toMatchObject({ kind: 'refused-by-safety', code: 'upgrade/other-version' })
    expect(refused.message).toBe('Not every instance of the application is at 16.6.4: instance 4 is at 16.8.4-1.')
  })

  it('is compared without the release, whichever side has it', async () => {
    await plan({ from: '16.6.4-12' })
  })
})
