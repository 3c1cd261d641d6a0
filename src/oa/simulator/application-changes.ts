/** The application itself: packages that are imported and removed, and instances that are upgraded to them. */

import type { Context } from './handler.ts'
import { noSuchRow, Refusal } from './refusal.ts'
import type { Instance } from './state.ts'
import type { World } from './world.ts'

/** What a status is looked up by while the task of an upgrade runs; before the commit nobody sees the version. */
export function upgrading({ id, packageVersion }: Pick<Instance, 'id' | 'packageVersion'>): string {
  return `upgrade of instance ${id} to ${packageVersion}`
}

/** As it is now. */
export function findInstance({ world, state }: Context, id: number): World['instances'][number] {
  const given = world.instances.find((candidate) => candidate.id === id)
  const now = state.instances.get(id)
  if (given === undefined || now === undefined) throw noSuchRow('ApplicationInstance', id)
  return { ...given, ...now }
}

/** The package that lies at a path or URL: of both only the name of the file counts here. */
export function packageAt({ importable }: World, url: string): World['importable'][number] | undefined {
  const file = url.slice(url.lastIndexOf('/') + 1)
  return importable.find((candidate) => candidate.file === file)
}

/**
 * @returns its version
 * @throws {Refusal} for a file that is not there, and for a version that is imported already (inferred)
 */
export function importPackage({ world, state }: Context, url: string): string {
  const found = packageAt(world, url)
  if (found === undefined) throw new Refusal(`The package '${url}' cannot be downloaded.`)
  const { version, needs } = found
  if (state.packages.has(version)) throw new Refusal(`Package version '${version}' is already imported.`)
  const failure =
    `APS application 'Office365', id ${world.application.id}, updating upgrade relations for APS packages of application: ` +
    `run ${needs ?? ''} first`
  state.packages.set(version, needs === undefined || state.scripts.has(needs) ? { version } : { version, failure })
  return version
}

export function removePackage({ state }: Context, wanted: string): void {
  const { version } = findPackage(state, wanted)
  const user = [...state.instances.values()].find(({ packageVersion }) => packageVersion === version)
  if (user !== undefined) throw new Refusal(`Package version '${version}' is used by instance ${user.id}.`)
  state.packages.delete(version)
}

/** @param wanted by default the newest package */
export function upgradeInstance(context: Context, id: number, wanted?: string): void {
  const { world, state, session } = context
  const { status } = findInstance(context, id)
  const found = findPackage(state, wanted)
  if (found.failure !== undefined) throw new Refusal(`Instance ${id} cannot be upgraded: ${found.failure}`)
  const upgraded = { id, packageVersion: found.version, status }
  state.instances.set(id, upgraded)
  session.startPending(upgrading(upgraded), world.taskPolls)
}

function findPackage({ packages }: Context['state'], wanted: string | undefined) {
  const all = [...packages.values()].sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
  const found = all.find(
    ({ version }) => wanted === undefined || version === wanted || version.startsWith(`${wanted}-`),
  )
  if (found === undefined) throw noSuchRow('Package', wanted ?? '')
  return found
}
