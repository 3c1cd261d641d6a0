/** The simulator's engine as a client without a network, whose answers can be lost; and one walk over some operations with it. */

import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/lib/clock.ts'
import { packageRoot } from '../../src/lib/package-root.ts'
import type { RunProgram } from '../../src/lib/run-program.ts'
import { OaFault, type OaOutcome } from '../../src/oa/oa-fault.ts'
import type { OaClient } from '../../src/oa/oa-client.ts'
import type { MethodName } from '../../src/oa/methods.ts'
import { Engine } from '../../src/oa/simulator/engine.ts'
import { loadWorld } from '../../src/oa/simulator/load-world.ts'
import { Refusal } from '../../src/oa/simulator/refusal.ts'
import { type World, worldSchema } from '../../src/oa/simulator/world.ts'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import type { InstallationReader } from '../../src/resource/observe.ts'
import { siteSchema, type SiteInput } from '../../src/resource/site.ts'
import { execute } from '../../src/run/execute.ts'
import { OnceLedger } from '../../src/run/once-ledger.ts'
import { nobody, type Person } from '../../src/run/person.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { Session } from '../../src/run/session.ts'
import { planOf } from '../run/rig.ts'

/** When the answer of a call is lost: before it had an effect, or after. */
export type Loss = 'before' | 'after'

const small = await loadWorld(join(packageRoot, 'worlds', 'small-provider.yaml'))
export const NEW = '16.8.4-250'
export const SCRIPT = 'upgradeResourceSettings16-6To16-8.py'

/** Version 16.6.4, and a package of 16.8.4 in new.app.zip. */
export function oldWorld(changes: Partial<World> = {}): World {
  const instances = small.instances.map((each) => ({ ...each, packageVersion: '16.6.4-77' }))
  const importable = [{ file: 'new.app.zip', version: NEW }]
  return worldSchema.parse({ ...small, appVersion: '16.6.4-77', instances, importable, ...changes })
}

export interface LittleInstallation {
  engine: Engine
  client: OaClient & InstallationReader
  /** The writes that had an effect, in order. */
  done: MethodName[]
  /** The n-th call of a method loses its answer. */
  lose(method: MethodName, when: Loss, call?: number): void
}

export function littleInstallation(world: World): LittleInstallation {
  const engine = new Engine({ world })
  const done: MethodName[] = []
  const losses: { method: MethodName; when: Loss; call: number }[] = []
  const calls = new Map<MethodName, number>()
  let seq = 0
  const call = (method: MethodName, params: unknown): unknown => {
    const number = (calls.get(method) ?? 0) + 1
    calls.set(method, number)
    const loss = losses.find((each) => each.method === method && each.call === number)
    if (loss?.when === 'before') throw fault(method, 'unknown', 'no answer')
    try {
      const result = engine.call({ method, params, seq: (seq += 1) })
      done.push(method)
      if (loss !== undefined) throw fault(method, 'unknown', 'no answer')
      return result
    } catch (error) {
      throw error instanceof Refusal ? fault(method, 'refused', error.message) : error
    }
  }
  const answer = async (method: MethodName, params: unknown): Promise<unknown> => {
    await delay(0)
    return call(method, params)
  }
  const client = { useInstance: () => undefined, read: answer, write: answer } as unknown as OaClient &
    InstallationReader
  return {
    engine,
    client,
    done,
    lose: (method, when, call = 1) => {
      losses.push({ method, when, call })
    },
  }
}

function fault(method: string, outcome: OaOutcome, message: string): OaFault {
  const code = outcome === 'refused' ? 'oa/refused' : 'oa/no-answer'
  return new OaFault({ code, outcome, system: 'operations', method, message })
}

export interface WalkSettings {
  before?: readonly RunEvent[]
  person?: Person
  site?: SiteInput
  folder: string
  /** Sees each event before it is durable, and may throw. */
  onRecord?: (event: RunEvent) => void
  runProgram?: RunProgram
  waits?: boolean
  until?: string
}

export const allByApi = { 'application-package': ['pem'], 'application-instance': ['pem'], provisioning: ['pem'] }

/** @returns how the walk ended, and everything that happened in the run, what was before included */
export async function walk(plan: Plan | Operation[], { client }: LittleInstallation, settings: WalkSettings) {
  const { before = [], person = nobody, site, folder, onRecord, runProgram = nothingRuns, waits = true } = settings
  const events = [...before]
  const session = new Session({
    plan: Array.isArray(plan) ? planOf(plan) : plan,
    client,
    site: siteSchema.parse({ ways: allByApi, waits: { quarantineSeconds: 0.05, tasksSeconds: 2 }, ...site }),
    observed: undefined,
    events: before,
    person,
    record: (event) => {
      onRecord?.(event)
      events.push(event)
      return Promise.resolve()
    },
    permit: () => undefined,
    clock: systemClock,
    signal: new AbortController().signal,
    waits,
    until: settings.until,
    save: (name) => Promise.resolve(name),
    machine: { run: 'r1', ledger: new OnceLedger(folder, { name: 'made up', endpoint: 'nowhere' }), runProgram },
  })
  const { outcome, error } = await execute(session)
  return { outcome, error: error as { code?: string; message?: string; hint?: string } | undefined, events, session }
}

const nothingRuns: RunProgram = () => Promise.reject(new Error('nothing should be run here'))
