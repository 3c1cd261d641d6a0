/** A walk over a made-up plan with a made-up client: nothing but the engine itself is real. */

import { setTimeout as delay } from 'node:timers/promises'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import { OaFault } from '../../src/oa/oa-fault.ts'
import type { OaClient } from '../../src/oa/oa-client.ts'
import { type Operation, type Plan, summarise } from '../../src/plan/plan.ts'
import type { InstallationReader } from '../../src/resource/observe.ts'
import type { ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import { siteSchema, type SiteInput } from '../../src/resource/site.ts'
import type { Fence } from '../../src/run/lease.ts'
import type { Person } from '../../src/run/person.ts'
import { nobody } from '../../src/run/person.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { Session } from '../../src/run/session.ts'

export const guid = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`

/** Creates the license type of offer `number` by the APS bus. */
export function typeOperation(number: number, needs: readonly number[] = []): Operation {
  const id = guid(number)
  return {
    ...common(number, needs),
    type: 'ensure',
    action: 'create',
    address: `license-type/${id}`,
    via: 'aps',
    value: {
      name: `Offer ${number}`,
      offerId: id,
      provisioningId: 'X',
      assignable: true,
      trialOfferId: null,
      upgrades: [],
    },
  }
}

/** What {@link typeOperation} 1 makes, as it is read. */
export function observedType(changes: Partial<ObservedType> = {}): ObservedType {
  return {
    kind: 'license',
    apsId: 'type-1',
    name: 'Offer 1',
    offerId: guid(1),
    trialOfferId: null,
    provisioningId: 'X',
    assignable: true,
    upgrades: [],
    parents: [],
    ready: true,
    ...changes,
  }
}

/** Work for a person that no read can tell anything about. */
export function manualOperation(number: number, needs: readonly number[] = []): Operation {
  return { ...common(number, needs), type: 'manual', action: 'do', via: 'manual', manual: { where: 'here', lines: [] } }
}

function common(number: number, needs: readonly number[]) {
  const title = `Operation ${number}`
  const lists = { needs: needs.map(String), sources: [], changes: [], before: null }
  return { id: String(number), step: 'step', title, label: title, reason: 'a test', ...lists }
}

const propertyNames = siteSchema.parse({}).apsTypes.properties

export function planOf(operations: Operation[]): Plan {
  return {
    formatVersion: 1,
    digest: '',
    runbook: { name: 'test', title: 'Test' },
    target: {
      installation: 'made up',
      endpoint: 'nowhere',
      scenario: 'csp',
      applicationId: 17,
      instanceId: 3,
      applicationVersion: '16.8',
      licenseType: 'license',
      addonType: 'addon',
      properties: propertyNames,
      vendorAccount: 1,
      templateId: 12,
      templateName: 'Office 365',
    },
    operations,
    summary: summarise(operations, 0),
    steps: [{ id: 'step', title: 'Step' }],
    names: {},
    diagnostics: [],
  }
}

/** The lease of somebody who is never disturbed. */
export const fence: Fence = {
  number: 1,
  installation: { name: 'made up', endpoint: 'nowhere' },
  check: () => undefined,
}

export const nothingThere: ObservedState = {
  application: {
    applicationId: 17,
    instanceId: 3,
    resourceId: 'instance',
    version: '16.8',
    status: 'Ready',
    licenseType: 'license',
    addonType: 'addon',
  },
  types: [],
  resourceTypes: [],
  template: { id: 12, name: 'Office 365', active: true, limits: new Map() },
  plans: [],
  salesCategories: [],
  customerManagement: undefined,
  resellerPlans: undefined,
  resellerTemplates: new Map(),
}

/** Answers a call, or throws. */
type Answer = (name: string, params: Record<string, unknown>) => unknown

export interface FakeClient {
  client: OaClient & InstallationReader
  writes: { name: string; params: unknown }[]
  /** The most writes under way at once. */
  widest(): number
}

/** @param answer what a write gives; by default a created type, after a moment */
export function fakeClient(answer: Answer = created, read: Answer = unread): FakeClient {
  const writes: FakeClient['writes'] = []
  let running = 0
  let widest = 0
  const client = {
    useInstance: () => undefined,
    read: async (name: string, params: Record<string, unknown>) => Promise.resolve(read(name, params)),
    write: async (name: string, params: Record<string, unknown>) => {
      writes.push({ name, params })
      running += 1
      widest = Math.max(widest, running)
      try {
        return await answer(name, params)
      } finally {
        running -= 1
      }
    },
  } as unknown as OaClient & InstallationReader
  return { client, writes, widest: () => widest }
}

async function created(): Promise<unknown> {
  await delay(1)
  return { aps: { id: 'new', status: 'aps:ready' } }
}

function unread(name: string): never {
  throw new Error(`nobody expected to read ${name}`)
}

export function refusal(method = 'aps.resources.create'): OaFault {
  return new OaFault({ code: 'oa/refused', outcome: 'refused', system: 'aps', method, message: 'no' })
}

export interface Walked {
  session: Session
  events: RunEvent[]
}

export interface SessionChanges {
  before?: readonly RunEvent[]
  person?: Person
  signal?: AbortSignal
  observed?: ObservedState
  /** Sees each event before it is taken note of, and may throw. */
  onRecord?: (event: RunEvent) => void
  clock?: Clock
  waits?: boolean
  ways?: SiteInput['ways']
}

export function sessionFor(
  operations: Operation[],
  { client }: FakeClient,
  {
    before = [],
    person = nobody,
    signal,
    observed = nothingThere,
    onRecord,
    ways,
    clock = systemClock,
    waits = true,
  }: SessionChanges = {},
): Walked {
  const events: RunEvent[] = []
  const session = new Session({
    plan: planOf(operations),
    client,
    site: siteSchema.parse({ ways: ways ?? { 'license-type': ['aps'], 'service-template': ['pem'] } }),
    observed,
    events: before,
    person,
    record: (event) => {
      onRecord?.(event)
      events.push(event)
      return Promise.resolve()
    },
    permit: () => undefined,
    clock,
    waits,
    signal: signal ?? new AbortController().signal,
    save: (name) => Promise.resolve(name),
  })
  return { session, events }
}
