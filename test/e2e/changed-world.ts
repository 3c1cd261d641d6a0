/** A copy of a shipped world with changes, in a file of its own. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { newFolder, root } from './rig.ts'

// A world in YAML is whatever the test makes of it; the simulator checks it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type GivenWorld = Record<string, any>

export async function changedWorld(name: string, change: (world: GivenWorld) => GivenWorld): Promise<string> {
  const world = parse(await readFile(join(root, 'worlds', `${name}.yaml`), 'utf8')) as GivenWorld
  const file = join(await newFolder(), 'world.yaml')
  await writeFile(file, stringify(change(world)))
  return file
}
