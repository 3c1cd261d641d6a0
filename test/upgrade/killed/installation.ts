/** Everything that outlives a process: the installation, its hosts, the disk, and somebody at the control panel. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { packageRoot } from '../../../src/lib/package-root.ts'
import { Engine } from '../../../src/oa/simulator/engine.ts'
import type { AcceptedWrite } from '../../../src/oa/simulator/ledger.ts'
import { parseWorld } from '../../../src/oa/simulator/load-world.ts'
import type { PanelAction } from '../../../src/oa/simulator/panel-action.ts'
import { Refusal } from '../../../src/oa/simulator/refusal.ts'
import type { World } from '../../../src/oa/simulator/world.ts'
import { planUpgrade } from '../../../src/onboard/plan-upgrade.ts'
import type { Operation, Plan } from '../../../src/plan/plan.ts'
import { type Site, siteSchema } from '../../../src/resource/site.ts'
import { isByApi, upgradeWays } from '../../../src/resource/upgrade-ways.ts'
import type { OnceEntry } from '../../../src/run/once-ledger.ts'
import type { RunEvent } from '../../../src/run/run-event.ts'
import { foldEvents } from '../../../src/run/run-state.ts'
import { parseAnswers } from '../../../src/runbook/facts/answers.ts'
import { cspAnswers, syndicationAnswers } from '../answers.ts'
import { allByApi } from '../little-installation.ts'
import { Hosts } from './hosts.ts'

export interface Job {
  from: string
  scenario: 'csp' | 'syndication'
  /** Whether the site allows the API for all that has one, and a command tells which tasks are open. */
  byApi: boolean
}

export const jobs: readonly Job[] = [
  { from: '16.6.4', scenario: 'csp', byApi: true },
  { from: '16.8.3', scenario: 'syndication', byApi: false },
]

export const NEW = '16.8.4-250'

/** Active before the upgrade, and inactive. */
export const [ACTIVE, INACTIVE] = [12, 14]

const byPeople = { 'application-package': ['manual'], 'application-instance': ['manual'], provisioning: ['manual'] }
export const target = { name: cspAnswers.installation, endpoint: 'http://127.0.0.1:8440' }

/** What a job begins with; the same for every try. */
export interface Beginning {
  plan: Plan
  world: World
  site: Site
}

/** The plan of the job, with two gateway sites and two templates, and the installation that it is for. */
export async function beginning({ from, scenario, byApi }: Job): Promise<Beginning> {
  const given = scenario === 'csp' ? cspAnswers : syndicationAnswers
  const answers = byApi ? { ...given, tasks: { command: ['open-tasks.sh'] } } : given
  const site = siteSchema.parse({ hosts: Hosts.ways, ways: byApi ? allByApi : byPeople })
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
  const changes = { scenario, instances, serviceTemplates, importable, appVersion: packageVersion, taskPolls: 1 }
  const world = parseWorld(stringify({ ...small, ...changes, httpAuthentication: false }), file)
  return { plan, world, site }
}

export class Installation {
  readonly plan: Plan
  readonly world: World
  readonly site: Site
  readonly engine: Engine
  /** What OA has accepted, by API or by click. */
  readonly #accepted: AcceptedWrite[] = []
  readonly hosts: Hosts
  /** The journal of the run, as it is on disk. */
  events: RunEvent[] = []
  readonly ledger: OnceEntry[] = []
  readonly findings: string[] = []

  constructor({ plan, world, site }: Beginning) {
    this.plan = plan
    this.world = world
    this.site = site
    this.engine = new Engine({
      world,
      enter: ({ writes }) => {
        this.#accepted.push(...writes)
      },
    })
    this.hosts = new Hosts(plan, (line) => {
      this.#checkFrozen(line)
    })
  }

  isActive(templateId: number): boolean {
    const params = { st_id: templateId, get_resources: false }
    return (this.engine.call({ method: 'pem.getServiceTemplate', params, seq: 0 }) as { is_active: boolean }).is_active
  }

  /** A person at the panel does what is asked. */
  click(operation: Operation, action: PanelAction): void {
    if (action.do === 'template.switch' && action.templateId === INACTIVE)
      this.findings.push(`${operation.id}: somebody was asked to switch the template that was inactive before`)
    try {
      this.engine.panel(action, 0)
    } catch (error) {
      // What a run that was lost has done already, the panel refuses; whoever is there sees that it is so.
      if (!(error instanceof Refusal)) throw error
    }
  }

  /** How often OA has imported a package, or upgraded an instance. */
  times(what: 'import' | 'upgrade'): number {
    const names = { import: /importPackage|package\.import/, upgrade: /upgradeApplicationInstance|instance\.upgrade/ }
    const nameOf = ({ what: deed }: AcceptedWrite): string => (deed.kind === 'call' ? deed.method : deed.action.do)
    return this.#accepted.filter((write) => names[what].test(nameOf(write))).length
  }

  /** The program switches a template only where the site allows it, and starts it only when all before it is done. */
  written(method: string): void {
    if (!/activateST/.test(method)) return
    if (!isByApi(upgradeWays.provisioning, this.site)) this.findings.push(`the program itself called ${method}`)
    const { operations } = this.plan
    const start = operations.findIndex(({ provisioning }) => provisioning?.change === 'start')
    const { done, skipped } = foldEvents(this.events)
    const open = operations.slice(0, start).find(({ id }) => !done.has(id) && !skipped.has(id))
    if (method === 'pem.activateST' && open !== undefined)
      this.findings.push(`the program started provisioning before ${open.id}`)
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
