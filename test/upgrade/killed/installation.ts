/** Everything that outlives a process: the installation, its hosts, the disk, and somebody at the control panel. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packageRoot } from '../../../src/lib/package-root.ts'
import { Engine } from '../../../src/oa/simulator/engine.ts'
import { parseWorld } from '../../../src/oa/simulator/load-world.ts'
import type { PanelAction } from '../../../src/oa/simulator/panel-action.ts'
import type { World } from '../../../src/oa/simulator/world.ts'
import { planUpgrade } from '../../../src/onboard/plan-upgrade.ts'
import type { Operation, Plan } from '../../../src/plan/plan.ts'
import { siteSchema } from '../../../src/resource/site.ts'
import type { OnceEntry } from '../../../src/run/once-ledger.ts'
import type { RunEvent } from '../../../src/run/run-event.ts'
import { parseAnswers } from '../../../src/runbook/facts/answers.ts'
import { cspAnswers, syndicationAnswers } from '../answers.ts'
import { Hosts } from './hosts.ts'

export interface Job {
  from: string
  scenario: 'csp' | 'syndication'
}

export const jobs: readonly Job[] = [
  { from: '16.6.4', scenario: 'csp' },
  { from: '16.8.3', scenario: 'syndication' },
]

export const NEW = '16.8.4-250'

/** Active before the upgrade, and inactive. */
export const [ACTIVE, INACTIVE] = [12, 14]

export const site = siteSchema.parse({ hosts: Hosts.ways })
export const target = { name: cspAnswers.installation, endpoint: 'http://127.0.0.1:8440' }

/** What a job begins with; the same for every try. */
export interface Beginning {
  plan: Plan
  world: World
}

/** The plan of the job, with two gateway sites and two templates, and the installation that it is for. */
export async function beginning({ from, scenario }: Job): Promise<Beginning> {
  const answers = scenario === 'csp' ? cspAnswers : syndicationAnswers
  const plan = await planUpgrade({
    ...{ from, scenario, installation: target, site },
    answers: parseAnswers(JSON.stringify(answers), 'answers.yaml'),
  })
  const file = join(packageRoot, 'worlds', 'small-provider.yaml')
  const small = parse(await readFile(file, 'utf8')) as Record<'instances' | 'serviceTemplates', object[]>
  const packageVersion = `${from}-77`
  const instances = answers.gateways.map(({ instance: id, url }) => ({
    ...small.instances[0],
    ...{ id, url, packageVersion, apsId: `5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c0${id}`, resourceTypeId: 0 },
  }))
  const serviceTemplates = [...small.serviceTemplates, { ...answers.templates[1], active: false }]
  const importable = [{ file: 'Office365_16.8.4.app.zip', version: NEW }]
  const given = { ...small, scenario, instances, serviceTemplates, importable, appVersion: packageVersion }
  return { plan, world: parseWorld(stringify({ ...given, httpAuthentication: false }), file) }
}

export class Installation {
  readonly plan: Plan
  readonly world: World
  readonly engine: Engine
  readonly hosts: Hosts
  /** The journal of the run, as it is on disk. */
  events: RunEvent[] = []
  readonly ledger: OnceEntry[] = []
  readonly findings: string[] = []

  constructor({ plan, world }: Beginning) {
    this.plan = plan
    this.world = world
    this.engine = new Engine({ world })
    this.hosts = new Hosts(plan, (line) => {
      this.#checkFrozen(line)
    })
  }

  isActive(templateId: number): boolean {
    return this.engine.snapshot().templates.some(({ id, active }) => id === templateId && active)
  }

  /** A person at the panel does what is asked. */
  click(operation: Operation, action: PanelAction): void {
    if (action.do === 'template.switch' && action.templateId === INACTIVE)
      this.findings.push(`${operation.id}: somebody was asked to switch the template that was inactive before`)
    this.engine.panel(action, 0)
  }

  /** The only ones who may switch a template are people. */
  written(method: string): void {
    if (/(de)?activateST/.test(method)) this.findings.push(`the program itself called ${method}`)
  }

  /** What stands between stop and start in the document is not done while something is provisioned. */
  #checkFrozen(line: string): void {
    const { operations } = this.plan
    const at = (change: 'stop' | 'start'): number[] =>
      operations.flatMap(({ provisioning }, index) => (provisioning?.change === change ? [index] : []))
    const [from, to] = [Math.max(...at('stop')), Math.min(...at('start'))]
    const places = operations.flatMap(({ command }, index) => (command?.line === line ? [index] : []))
    if (places.some((place) => place < from || place > to)) return
    if (this.isActive(ACTIVE) || this.isActive(INACTIVE))
      this.findings.push(`begun while a template is active: ${line}`)
  }
}
