/** The plans of the four upgrades: the document's commands with this installation's values, in the document's order. */

import { describe, expect, it } from 'vitest'
import { markupText } from '../../src/lib/markup-text.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { planUpgrade, type UpgradeRequest } from '../../src/onboard/plan-upgrade.ts'
import { parseAnswers } from '../../src/runbook/facts/answers.ts'
import { documentHtml } from '../../src/report/document-html.ts'
import { documentMarkdown } from '../../src/report/document-markdown.ts'
import { upgradeSheet } from '../../src/report/upgrade-sheet.ts'
import { createStyle } from '../../src/view/style.ts'
import { planLines } from '../../src/view/plan-text.ts'
import { cspAnswers, syndicationAnswers } from './answers.ts'

type Given = Partial<Omit<UpgradeRequest, 'answers'>> & { answers?: unknown }

function planFor({ from = '16.6.4', scenario = 'csp', answers, ...rest }: Given = {}) {
  const said = answers ?? (scenario === 'csp' ? cspAnswers : syndicationAnswers)
  const read = parseAnswers(JSON.stringify(said), 'answers.yaml')
  return planUpgrade({ from, scenario, answers: read, installation: undefined, ...rest })
}

async function refusal(given: Given): Promise<OnboardError> {
  const thrown: unknown = await planFor(given).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof OnboardError) return thrown
  throw new Error(`not refused: ${String(thrown)}`)
}

async function linesOf(given: Given, step: string): Promise<string[]> {
  const { operations } = await planFor(given)
  return operations.filter((operation) => operation.step === step).map(({ command }) => command?.line ?? '')
}

describe('setup.cmd', () => {
  const gateway = (site: string, app: string, ip: string, host: string) =>
    `-GatewaySiteName ${site} -GatewayAppName ${app} -GatewayIPAddress '${ip}' -GatewaySiteCertSubject ${host} -Force`
  const first = gateway("'O365 Gateway'", 'Gateway', '10.1.0.22', 'gw.provider.example')
  const second = gateway("'O''Gateway'", 'Gateway2', '10.1.0.23', 'gw2.provider.example')
  const dispatcher =
    "-DispatcherSiteName 'O365 Dispatcher' -DispatcherAppName Dispatcher -DispatcherIPAddress '10.1.0.21'"
  const folder = 'Set-Location -LiteralPath C:\\Office365\\16.8.4\\O365-Web; .\\setup.cmd'

  it.each(['16.6.3', '16.6.4', '16.8.3'])('has the gateway alone from %s, CSP, once for each site', async (from) => {
    expect(await linesOf({ from }, 'endpoint-setup-csp')).toEqual([`${folder} ${first}`, `${folder} ${second}`])
    expect(await linesOf({ from }, 'endpoint-setup')).toEqual([])
  })

  it.each(['16.6.3', '16.6.9-77', '16.8.3-12'])('has dispatcher and gateway from %s, syndication', async (from) => {
    const lines = await linesOf({ from, scenario: 'syndication' }, 'endpoint-setup')
    expect(lines).toEqual([`${folder} ${dispatcher} ${first}`, `${folder} ${dispatcher} ${second}`])
  })

  it('has the new certificate where there is one, and not in CSP', async () => {
    const certificate = { certificate: 'C:\\new cert.pfx' }
    const answers = { ...syndicationAnswers, microsoft: certificate }
    const [line = ''] = await linesOf({ scenario: 'syndication', answers }, 'endpoint-setup')
    expect(line.endsWith(" -Force -MSCertPath 'C:\\new cert.pfx'")).toBe(true)
    const plan = await planFor({ answers: { ...syndicationAnswers, microsoft: certificate } })
    expect(plan.operations.some(({ command }) => /Dispatcher|MSCert/.test(command?.line ?? ''))).toBe(false)
    expect(plan.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'upgrade/unused-answer: No step of this upgrade needs: dispatcher.url, dispatcher.ip, dispatcher.site, microsoft.certificate, trial.sha256.',
    ])
  })

  it('and iisreset are done for one site before the next one', async () => {
    const { operations } = await planFor()
    const ids = operations.map(({ id }) => id)
    const from = ids.indexOf('endpoint-setup-csp:3')
    expect(ids.slice(from, from + 6)).toEqual(
      ['3', '4'].flatMap((key) =>
        ['endpoint-setup-csp', 'endpoint-reset', 'endpoint-answers'].map((id) => `${id}:${key}`),
      ),
    )
  })
})

describe('the settings script', () => {
  it.each([
    ['16.6.3', '16.6.3'],
    ['16.6.3-99', '16.6.3'],
    ['16.6.4', '16.6.4'],
    ['16.6.7', '16.6.4'],
  ])('from %s comes from the %s package, before the import, and once', async (from, version) => {
    const { operations } = await planFor({ from })
    const ids = operations.map(({ id }) => id)
    const script = operations.find(({ id }) => id === 'settings-script:do')
    expect(script).toMatchObject({
      once: 'upgradeResourceSettings16-6To16-8.py',
      irreversible: true,
      command: {
        on: 'management',
        line: `cd /root/o365/${version}/O365-Import && python upgradeResourceSettings16-6To16-8.py`,
      },
    })
    expect(ids.indexOf('settings-script:do')).toBeLessThan(ids.indexOf('package-import:do'))
    const proof = operations.find(({ step }) => step === 'settings-package-version')
    expect(proof?.command?.expect).toEqual([`<version>${version}</version>`])
  })

  it('is not run from 16.8.3', async () => {
    expect(await linesOf({ from: '16.8.3' }, 'settings-script')).toEqual([])
  })
})

describe('addTenantCountersToSubscriptions.py', () => {
  const script = 'cd /root/o365/16.8.4/O365-Import && python addTenantCountersToSubscriptions.py'
  it.each([
    [undefined, '--o365-app-id 17'],
    [{ instance: 3 }, '--o365-app-instance-id 3'],
    [
      { instance: 3, points: 501, seats: 502 },
      '--o365-app-instance-id 3 --o365-points-counter-rt-id 501 --o365-seats-counter-rt-id 502',
    ],
  ])('for %j is called with %s', async (counters, words) => {
    expect(await linesOf({ answers: { ...cspAnswers, counters } }, 'counters-script')).toEqual([`${script} ${words}`])
  })
})

describe('the order', () => {
  it('is that of each document, each operation after the one before', async () => {
    const marks = [
      'api-access',
      'provisioning-stop',
      'endpoint-unpack',
      'package-import',
      'provisioning-start',
      'new-offers',
    ]
    const order = async (given: Given) => {
      const { operations } = await planFor(given)
      for (const [index, { needs }] of operations.entries())
        expect(needs).toEqual(operations.slice(Math.max(0, index - 1), index).map(({ id }) => id))
      return [...new Set(operations.map(({ step }) => step).filter((step) => marks.includes(step)))]
    }
    const [api, stop, endpoint, ...rest] = marks
    expect(await order({ scenario: 'syndication' })).toEqual([api, stop, endpoint, ...rest.slice(0, 2)])
    expect(await order({})).toEqual([stop, api, endpoint, ...rest])
    expect(await order({ from: '16.8.3' })).toEqual([stop, endpoint, ...rest.slice(0, 2)])
    expect(await order({ from: '16.8.3', scenario: 'syndication' })).toEqual([stop, endpoint, ...rest.slice(0, 2)])
  })

  it('asks for the name of the installation before anything irreversible', async () => {
    const { operations } = await planFor()
    const gate = operations.findIndex(({ step }) => step === 'point-of-no-return')
    expect(operations[gate]?.evidence).toBe('oa-production')
    expect(operations.findIndex(({ irreversible }) => irreversible === true)).toBeGreaterThan(gate)
  })
})

describe('what is left out', () => {
  it('is said with the answer that would bring it', async () => {
    const { steps, operations } = await planFor()
    expect(
      steps.filter(({ skipped }) => skipped !== undefined).map(({ id, skipped }) => `${id}: ${String(skipped)}`),
    ).toEqual(['sysadmin-query: no answer to gateway.sql', 'csp-agent: no answer to agent.command'])
    expect(operations.some(({ step }) => step === 'csp-agent-by-hand')).toBe(true)
  })

  it("comes back with the site's own command, word by word", async () => {
    const agent = { command: ['C:\\Tools\\agent.exe', '--war', 'a b'] }
    const { operations } = await planFor({ answers: { ...cspAnswers, agent } })
    expect(operations.find(({ step }) => step === 'csp-agent')?.command?.line).toBe(
      "C:\\Tools\\agent.exe '--war' 'a b'",
    )
    expect(operations.some(({ step }) => step === 'csp-agent-by-hand')).toBe(false)
  })
})

describe('refused', () => {
  it.each<[string, Given]>([
    ['16.6.2', { from: '16.6.2' }],
    ['16.7', { from: '16.7' }],
    ['16.8.2', { from: '16.8.2' }],
    ['16.8.4', { from: '16.8.4', scenario: 'syndication' }],
    ['16.10', { from: '16.10' }],
    ['words', { from: 'latest' }],
  ])('a path that nobody allows: %s', async (from, given) => {
    expect(await refusal(given)).toMatchObject({ code: 'upgrade/unknown-path', kind: 'refused-by-safety' })
  })

  it('what is not known, all of it at once, with a file to fill in', async () => {
    const { gateways } = cspAnswers
    const [first, second] = gateways
    const error = await refusal({
      answers: { ...cspAnswers, settings: undefined, gateways: [first, { ...second, ip: undefined }] },
    })
    expect(error).toMatchObject({ code: 'upgrade/missing-facts', kind: 'invalid-input' })
    expect(error.facts['missing']).toEqual(['gateways.2.ip', 'settings.package', 'settings.sha256'])
    const skeleton = String(error.facts['skeleton'])
    expect(skeleton).toContain('  package: # the path, on the management node, of the package with the settings script')
    const filled = skeleton
      .replace(/(ip:) #.*/, '$1 10.1.0.23')
      .replace(/(settings:\n {2}package:) #.*/, '$1 /root/o365/old.app.zip')
      .replace(/(sha256:) #.*/, `$1 ${'cd'.repeat(32)}`)
    const plan = await planUpgrade({
      from: '16.6.4',
      scenario: 'csp',
      answers: parseAnswers(filled, 'a'),
      installation: undefined,
    })
    expect(plan).toEqual(await planFor())
  })

  it('answers of another installation, and a runbook of another scenario', async () => {
    const installation = { name: 'other', endpoint: 'http://x' }
    expect(await refusal({ installation })).toMatchObject({ code: 'upgrade/other-installation' })
    const runbook = 'runbooks/upgrade-16-6-syndication.yaml'
    expect(await refusal({ runbook })).toMatchObject({ code: 'upgrade/other-scenario' })
    expect(await refusal({ runbook: 'runbooks/add-offers.yaml' })).toMatchObject({ code: 'runbook/other-procedure' })
  })

  it('a name that cmd.exe would act on', async () => {
    const gateways = [{ ...cspAnswers.gateways[0], site: 'x & calc' }]
    expect(await refusal({ answers: { ...cspAnswers, gateways } })).toMatchObject({ code: 'upgrade/unsafe-word' })
  })
})

describe('a plan', () => {
  it('is the same whatever the order of the answers', async () => {
    const reversed = Object.fromEntries(Object.entries(cspAnswers).reverse())
    expect(await planFor({ answers: reversed })).toEqual(await planFor())
  })

  it('shows the facts with where they come from', async () => {
    const { facts = [] } = await planFor({ from: '16.6.3' })
    const rows = facts.map(({ name, value, from }) => `${name}=${value} (${from})`)
    expect(rows).toEqual(
      expect.arrayContaining([
        'version=16.6.3 (given)',
        'settings.version=16.6.3 (version)',
        'gateways.2.app=Gateway2 (gateway.url)',
        'gateways.2.host=gw2.provider.example (gateway.url)',
        'python=python (default)',
      ]),
    )
  })

  it('shows every command in full, at any width', async () => {
    const plan = await planFor()
    for (const width of [40, 100, Infinity]) {
      const text = planLines(plan, { style: createStyle(false), width, details: false }).join('\n')
      for (const { command } of plan.operations) if (command !== undefined) expect(text).toContain(command.line)
    }
  })

  it('shows where a fact is from beside its value, or below it where there is no room', async () => {
    const plan = await planFor()
    const lines = (width: number) => planLines(plan, { style: createStyle(false), width, details: false })
    expect(lines(Infinity)).toContainEqual(expect.stringMatching(/^ {2}python +python +from default$/))
    const narrow = lines(60)
    const at = narrow.findIndex((line) => /^ {2}python +python$/.test(line))
    expect(narrow[at + 1]).toMatch(/^ +from default$/)
  })

  it('on paper has every command, instruction and box, and nothing of it becomes markup', async () => {
    const templates = [{ id: 12, name: '<b>|`x`' }]
    const plan = await planFor({ answers: { ...cspAnswers, templates } })
    const [markdown, html] = [documentMarkdown(upgradeSheet(plan)), documentHtml('x', upgradeSheet(plan))]
    for (const { command, title } of plan.operations) {
      if (command === undefined) continue
      expect(markdown).toContain(`\n${command.line}\n`)
      expect(html).toContain(markupText(command.line))
      expect(title).not.toMatch(/[{}]/)
    }
    expect(markdown.match(/- \[ \] /g)).toHaveLength(plan.operations.length)
    expect(html.match(/\u2610/g)).toHaveLength(plan.operations.length)
    expect(html).not.toContain('<b>')
    expect(markdown).not.toContain('<b>')
  })

  it('of the recovery begins with its condition, and imports only after the script', async () => {
    const { operations, diagnostics } = await planFor({ recovery: true })
    const steps = [...new Set(operations.map(({ step }) => step))]
    const conditions = ['recovery-signature', 'recovery-no-instance', 'recovery-script']
    expect(steps.slice(0, 4)).toEqual([...conditions, 'recovery-remove'])
    expect(steps.indexOf('settings-script')).toBeLessThan(steps.indexOf('package-import'))
    expect(steps).not.toContain('endpoint-setup-csp')
    expect(diagnostics).toEqual([])
  })
})
