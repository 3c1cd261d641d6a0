/** What cannot be looked up before an upgrade: it is told with what was tried and what that said, and the rest is found. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ended } from '../../src/lib/run-program.ts'
import type { OnboardError } from '../../src/lib/onboard-error.ts'
import { parseAddresses } from '../../src/onboard/discover/names.ts'
import { parseSites } from '../../src/onboard/discover/parse-sites.ts'
import { cspAnswers } from './answers.ts'
import { discover, error, plan, whole, words } from './discovery.ts'

describe('what cannot be found', () => {
  const gateway = (...at: string[]): string[] => at.map((index) => `gateways.${index}`)

  it('for want of a read takes nothing else with it', async () => {
    const refused = await error({ refuses: 'pem.getServiceTemplateList' })
    expect(words(refused)).toEqual(['upgrade/not-found: templates not found: no'])
    expect(refused.facts['missing']).toEqual(['templates.1.id', 'templates.1.name'])
    const all = await error({ refuses: 'pem.APS.getApplications' })
    expect(words(all)[0]).toBe('upgrade/not-found: application, gateways and templates not found: no')
  })

  it('since a name has several addresses is left to a person, who is told which', async () => {
    const names = { ...whole.names, 'gw2.provider.example': ['10.1.0.23', '10.1.0.24'] }
    const refused = await error({ names })
    expect(words(refused)).toEqual([
      'upgrade/not-found: gateways.2.ip not found: on the management node gw2.provider.example has 2 addresses: 10.1.0.23, 10.1.0.24.',
      'upgrade/not-found: gateways.2.site not found: its IP address is not known.',
    ])
    expect(refused.facts['missing']).toEqual(['gateways.2.ip', 'gateways.2.site'])
  })

  it.each<[string, Ended, RegExp]>([
    [
      'that cannot be reached',
      { exitCode: 255, stdout: '', stderr: 'No route to host' },
      /on mn, by ssh, ended with exit code 255: No route to host\.$/,
    ],
    ['that does not answer in time', { exitCode: null, stdout: '', stderr: '' }, /had not ended after 30 s\.$/],
  ])('on a host %s is asked for once', async (_what, ended, why) => {
    const { outcome, calls } = await discover({ instead: ['getent', ended] })
    const told = words(outcome as OnboardError)
    expect(told.slice(0, 2).map((each) => each.replace(/ not found.*/, ''))).toEqual(
      gateway('1', '2').map((each) => `upgrade/not-found: ${each}.ip`),
    )
    expect(told[0]).toMatch(why)
    expect(told[1]).toContain('the management node did not answer for gateways.1.ip, and was not asked again.')
    expect(calls.filter((call) => call.includes('getent'))).toHaveLength(1)
    expect(calls.filter((call) => call.includes('appcmd'))).toHaveLength(1)
  })

  it.each<[Ended | Error, string]>([
    [{ exitCode: 0, stdout: 'Welcome to mn\n', stderr: '' }, 'said "Welcome to mn\\n", which has no address.'],
    [
      { exitCode: 127, stdout: '', stderr: 'sh: getent: not found' },
      'ended with exit code 127: sh: getent: not found.',
    ],
    // As Node says it where there is no ssh.
    [new Error('spawn ssh ENOENT'), 'ended with exit code 127: spawn ssh ENOENT.'],
  ])('in an answer %j is told with it', async (ended, why) => {
    expect(words(await error({ instead: ['getent', ended] }))[0]).toContain(why)
  })

  it.each([
    [{ exitCode: 0, stdout: '', stderr: '' }, 'said "", which has no site.'],
    [
      { exitCode: 1, stdout: '', stderr: 'appcmd.exe is not recognized' },
      'ended with exit code 1: appcmd.exe is not recognized.',
    ],
  ])('in an answer of IIS %j is told with it', async (ended, why) => {
    const told = words(await error({ instead: ['appcmd', ended] }))
    expect(told).toHaveLength(2)
    for (const each of told) expect(each).toContain(why)
  })

  it('by a host that is somebody to type for is not asked; the command is told', async () => {
    const { outcome, calls } = await discover({ hosts: { management: 'manual', endpoint: 'manual' } })
    expect(calls.every((call) => call.startsWith('pem.'))).toBe(true)
    expect(words(outcome as OnboardError).slice(1, 3)).toEqual([
      'upgrade/look-yourself: gateways.2.ip not looked up: people type the commands of that host. Management node, a shell as root: getent ahostsv4 gw2.provider.example',
      'upgrade/look-yourself: gateways.1.site not looked up: people type the commands of that host. Endpoint host, Windows PowerShell as Administrator: C:\\Windows\\System32\\inetsrv\\appcmd.exe list site; it is the site with a binding to gw.provider.example',
    ])
    const answered = await plan({ answers: cspAnswers, hosts: { management: 'manual', endpoint: 'manual' } })
    expect(answered.diagnostics).toEqual([])
  })
})

describe('a site', () => {
  it('without the address in its bindings is found by its host name', async () => {
    const sites = { ...whole.sites, 'O365 Gateway': 'https/*:443:GW.provider.example' }
    const { facts = [] } = await plan({ sites })
    expect(facts.find(({ name }) => name === 'gateways.1.site')).toEqual({
      name: 'gateways.1.site',
      value: 'O365 Gateway',
      from: 'found: IIS on the endpoint host, by its host name',
    })
  })

  it('that is one of several with the address is left to a person', async () => {
    const refused = await error({ sites: { ...whole.sites, Other: 'http/10.1.0.22:8080:' } })
    expect(words(refused)).toEqual([
      'upgrade/not-found: gateways.1.site not found: 2 sites have a binding to 10.1.0.22: "O365 Gateway" (https/10.1.0.22:443:,http/10.1.0.22:80:), "Other" (http/10.1.0.22:8080:).',
    ])
  })

  it('that fits two gateways is believed of neither', async () => {
    const names = { ...whole.names, 'gw2.provider.example': ['10.1.0.22'] }
    const refused = await error({ names })
    expect(words(refused)).toEqual(
      ['1', '2'].map(
        (index) =>
          `upgrade/not-found: gateways.${index}.site not found: the site "O365 Gateway" fits another gateway too.`,
      ),
    )
  })

  it('that is answered for one gateway is not taken for another', async () => {
    const [first, second] = cspAnswers.gateways
    const names = { ...whole.names, 'gw2.provider.example': ['10.1.0.22'] }
    const refused = await error({
      names,
      answers: { ...cspAnswers, gateways: [first, { ...second, ip: undefined, site: undefined }] },
    })
    expect(refused.facts['missing']).toEqual(['gateways.2.site'])
  })

  it('of a gateway whose host name is not known is not any without one', async () => {
    const [first, second] = cspAnswers.gateways
    const answers = { ...cspAnswers, gateways: [{ ...first, site: undefined, url: undefined }, second] }
    const instances = { 3: {}, 4: whole.instances[4] }
    const sites = { ...whole.sites, 'O365 Gateway': 'http/*:80:' }
    expect(words(await error({ answers, instances, sites }))).toContainEqual(
      expect.stringContaining('gateways.1.site not found: no site has a binding to 10.1.0.22. Bindings are *'),
    )
  })

  it('whose name no command can bear is not taken', async () => {
    const refused = await error({
      sites: { ...whole.sites, 'O365 Gateway': 'http/*:80:', '-Force': 'http/10.1.0.22:80:' },
    })
    expect(words(refused)[0]).toContain(
      'gateways.1.site not found: IIS on the endpoint host says "-Force", and this is wrong: it begins with "-"',
    )
  })
})

describe('whoever leaves', () => {
  it('waits for nothing more', async () => {
    expect((await discover({ signal: AbortSignal.abort() })).calls).toEqual([])
  })
})

describe('a name in another encoding', () => {
  it('is not taken for what came of it', async () => {
    const { 'O365 Gateway': bindings, ...others } = whole.sites
    const refused = await error({ sites: { ...others, 'Zug\ufffdnge': bindings } })
    expect(words(refused)).toEqual([
      'upgrade/not-found: gateways.1.site not found: IIS on the endpoint host says "Zug\ufffdnge", and this is wrong: it has a character that was lost on the way (another encoding).',
    ])
  })
})

describe('an end-point URI', () => {
  it('that Odin Automation does not tell, or that has another form, is left to a person', async () => {
    const refused = await error({ instances: { 3: {}, 4: { url: 'https://gw2.provider.example/' } } })
    expect(words(refused).slice(0, 2)).toEqual([
      'upgrade/not-found: gateway.url of application instance 3 not found: Odin Automation does not tell it.',
      'upgrade/not-found: gateway.url of application instance 4 not found: application instance 4 says "https://gw2.provider.example/", and this is wrong: a URL such as https://<host>/<application>/aps/.',
    ])
  })
})

describe('an output', () => {
  it('of getent is its distinct addresses', () => {
    expect(parseAddresses('10.1.0.22 STREAM gw\n10.1.0.22 DGRAM\n\n10.1.0.5  RAW\n')).toEqual(['10.1.0.22', '10.1.0.5'])
    expect(parseAddresses('::1 STREAM gw\n999.1.1.1 RAW\nLast login: 10.1.0.1\n')).toEqual([])
  })

  it('of appcmd is its sites, whatever else stands there', () => {
    const lines = [
      'SITE "A (b), c" (id:1,bindings:http/10.0.0.1:80:a.example,https/[fe80::1]:443:,net.pipe/*,state:Stopped)',
      'SITE "No bindings" (id:2,bindings:,state:Unknown)',
      'APP "Default Web Site/" (applicationPool:DefaultAppPool)',
      'Welcome',
    ]
    expect(parseSites(lines.join('\r\n'))).toEqual([
      {
        name: 'A (b), c',
        said: 'http/10.0.0.1:80:a.example,https/[fe80::1]:443:,net.pipe/*',
        bindings: [
          { ip: '10.0.0.1', host: 'a.example' },
          { ip: '[fe80::1]', host: '' },
        ],
      },
      { name: 'No bindings', said: '', bindings: [] },
    ])
  })
})

/** Broken lines of the right kind, and anything else. */
const output = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'SITE "A" (id:1,bindings:',
        'http/10.1.0.22:80:',
        '10.1.0.22 STREAM',
        '"',
        ',state:Started)',
        '\n',
        '\r\n',
      ),
    ),
  )
  .map((parts) => parts.join(''))

it('whatever a host says, what is taken from it stands in it', () => {
  fc.assert(
    fc.property(output, (said) => {
      for (const address of parseAddresses(said)) expect(said).toContain(address)
      for (const { name, bindings } of parseSites(said)) {
        expect(said).toContain(`SITE "${name}"`)
        for (const { ip, host } of bindings)
          expect([said.includes(`/${ip}:`), said.includes(`:${host}`)]).toEqual([true, true])
      }
    }),
  )
})
