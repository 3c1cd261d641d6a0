/** A made-up installation with its hosts, of which facts of an upgrade are found. */

import type { Ended } from '../../src/lib/run-program.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import type { Lookout } from '../../src/onboard/discover/discover-facts.ts'
import { planUpgrade, type UpgradeRequest } from '../../src/onboard/plan-upgrade.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Hosts } from '../../src/resource/hosts-config.ts'
import { siteSchema } from '../../src/resource/site.ts'
import { parseAnswers } from '../../src/runbook/facts/answers.ts'
import { fakeClient, refusal } from '../run/rig.ts'
import { cspAnswers, syndicationAnswers } from './answers.ts'

export interface World {
  /** Instances by id. */
  instances?: Record<number, { version?: string; url?: string }>
  /** Service templates by id, with the application that their resource is of, and their owner (1, where none is named). */
  templates?: Record<number, [name: string, application: number, owner?: number]>
  resellers?: object[]
  /** Addresses by name, on the management node. */
  names?: Record<string, string[]>
  /** Bindings by site, as appcmd prints them. */
  sites?: Record<string, string>
  /** What the first host command that has this in it answers instead. */
  instead?: [part: string, ended: Ended | Error]
  refuses?: string
  /** Whoever waits, until he leaves. */
  signal?: AbortSignal
  hosts?: Hosts
}

const gateways = cspAnswers.gateways
/** Two gateways, and everything of them to be found. */
export const whole = {
  instances: { 3: { url: gateways[0]?.url ?? '' }, 4: { url: gateways[1]?.url ?? '' } },
  templates: { 7: ['Hosting', 9], 12: ['Office 365', 17], 14: ['Office 365 Edu', 17] },
  names: {
    'gw.provider.example': ['10.1.0.22'],
    'gw2.provider.example': ['10.1.0.23'],
    'o365.provider.example': ['10.1.0.21'],
  },
  sites: {
    'Default Web Site': 'http/*:80:,net.tcp/808:*',
    'O365 Gateway': 'https/10.1.0.22:443:,http/10.1.0.22:80:',
    "O'Gateway": 'https/10.1.0.23:443:',
    'O365 Dispatcher': 'https/10.1.0.21:443:',
  },
  hosts: { management: { ssh: 'mn' }, endpoint: { ssh: 'iis' } },
} satisfies World

type WholeWorld = Required<Pick<World, 'instances' | 'templates' | 'names' | 'sites' | 'hosts'>>

function lookout(changes: World, everything = true): Lookout & { calls: string[] } {
  const { instances, templates, names, sites, hosts, resellers, instead, refuses, signal }: World & WholeWorld = {
    ...whole,
    ...changes,
  }
  const calls: string[] = []
  const answers: Record<string, (params: Record<string, unknown>) => unknown> = {
    'pem.APS.getApplications': () => [{ application_id: 17 }],
    'pem.APS.getApplicationInstances': () =>
      Object.keys(instances).map((id) => ({ application_instance_id: Number(id) })),
    'pem.APS.getApplicationInstance': ({ application_instance_id: id }) => {
      const { version = '16.6.4-77', url } = instances[Number(id)] ?? {}
      return { application_instance_id: id, package_version: version, ...(url === undefined ? {} : { url }) }
    },
    // Only active ones are told where only these are asked for; here none is.
    'pem.getServiceTemplateList': ({ owner_id, active }) =>
      Object.entries(templates)
        .filter(([, [, , owner = 1]]) => owner === owner_id && active === false)
        .map(([id, [name]]) => ({ st_id: Number(id), name, active: false })),
    'pem.getServiceTemplate': ({ st_id: id }) => {
      const [name, application] = templates[Number(id)] ?? []
      const act_params = [{ var_name: 'app_id', var_value: String(application) }]
      return { st_id: id, name, resource_types: [{ name: 'R', act_params }] }
    },
  }
  const { client } = fakeClient(undefined, (name, params) => {
    calls.push(name)
    if (name === refuses) throw refusal(name)
    return answers[name]?.(params)
  })
  const hostSays = (line: string): Ended | Error => {
    if (instead !== undefined && line.includes(instead[0])) return instead[1]
    const [, host = ''] = /getent ahostsv4 (\S+?)'?$/.exec(line) ?? []
    const found = names[host] ?? []
    const stdout = host === '' ? listing(sites) : found.map(socketLines(host)).join('')
    return { exitCode: host !== '' && found.length === 0 ? 2 : 0, stdout, stderr: '' }
  }
  return {
    calls,
    ...(signal === undefined ? {} : { signal }),
    reader: client,
    site: siteSchema.parse({ hosts, resellers }),
    everything,
    runProgram: (program, args) => {
      const line = typedLine([program, ...args].join(' '))
      calls.push(line)
      const said = hostSays(line)
      return said instanceof Error ? Promise.reject(said) : Promise.resolve(said)
    },
  }
}

/** What PowerShell is given, decoded. */
function typedLine(line: string): string {
  return line.replace(/-EncodedCommand (\S+)/, (_, encoded: string) =>
    Buffer.from(encoded, 'base64').toString('utf16le'),
  )
}

const socketLines = (host: string) => (ip: string) =>
  `${ip}       STREAM ${host}\n${ip}       DGRAM  \n${ip}       RAW    \n`

function listing(sites: Record<string, string>): string {
  const lines = Object.entries(sites).map(
    ([name, bindings], at) => `SITE "${name}" (id:${at + 1},bindings:${bindings},state:Started)`,
  )
  return `${lines.join('\r\n')}\r\n`
}

export interface Given extends World {
  answers?: unknown
  scenario?: 'csp' | 'syndication'
  everything?: boolean
  from?: string
  ask?: UpgradeRequest['ask']
}

export async function discover({ answers, scenario = 'csp', everything, from = '16.6.4', ask, ...world }: Given = {}) {
  const discovering = lookout(world, everything)
  const said = answers ?? without(scenario === 'csp' ? cspAnswers : syndicationAnswers)
  const outcome = await planUpgrade({
    from,
    scenario,
    answers: parseAnswers(JSON.stringify(said), 'answers.yaml'),
    installation: undefined,
    site: discovering.site,
    discover: discovering,
    ...(ask === undefined ? {} : { ask }),
  }).catch((error: unknown) => error)
  return { outcome, calls: discovering.calls }
}

/** All that cannot be found stays answered. */
function without(answers: typeof cspAnswers & { dispatcher?: { url: string } }) {
  const gateways = answers.gateways.map(({ instance, login }) => ({ instance, login }))
  const dispatcher = answers.dispatcher && { url: answers.dispatcher.url }
  return { ...answers, application: undefined, templates: undefined, gateways, dispatcher }
}

export async function plan(given?: Given): Promise<Plan> {
  const { outcome } = await discover(given)
  if (outcome instanceof Error) throw outcome
  return outcome as Plan
}

export async function error(given: Given): Promise<OnboardError> {
  const { outcome } = await discover(given)
  if (outcome instanceof OnboardError) return outcome
  throw new Error(`not refused: ${JSON.stringify(outcome)}`)
}

export const words = ({ diagnostics }: Pick<Plan | OnboardError, 'diagnostics'>): string[] =>
  diagnostics.map(({ code, message }) => `${code}: ${message}`)
