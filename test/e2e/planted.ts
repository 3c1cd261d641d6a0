/** Passwords that every simulated installation has, and the search for them in every byte that a command leaves behind. */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'

/** Plain, so that it is found in whatever way the characters around it were escaped, and in a part of a password too. */
const marks = { operations: 'canary7f3aOperations', billing: 'canary9c1eBilling' }

/** As hard to escape as passwords get. */
export const planted = {
  operations: `O"<&>'\\ %+/=é漢🔑${marks.operations}`,
  billing: `${marks.billing}b]]> $(x) {{y}} \`\\u0041\`\t%20+/==`,
}

/** Also those of the worlds that come with the program, for commands that take one of them. */
const searched = [...Object.values(marks), 'simulated-operations', 'simulated-billing'].flatMap((mark) => [
  mark,
  ...[0, 1, 2].flatMap((position) => base64At(position, mark)),
])

/** What of a text is in any base64 of a longer one, at each of the three positions where it can begin. */
function base64At(position: number, text: string): string[] {
  const bytes = Buffer.from(`${'-'.repeat(position)}${text}`)
  const [start, end] = [Math.ceil((position * 8) / 6), Math.floor((bytes.length * 8) / 6)]
  return (['base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding).slice(start, end))
}

/** Where passwords belong: beside the configuration, and with the simulator, which checks them. */
const homes = new Set(['operations-password', 'billing-password', 'world.json', 'planted-world.yaml'])

/** @throws Error that says where a password, or a piece of one, was found */
export function refuseSecrets(bytes: string | Buffer, where: string): void {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1')
  const found = searched.find((piece) => text.includes(piece))
  if (found === undefined) return
  const at = text.indexOf(found)
  throw new Error(`a password is in ${where}: …${text.slice(Math.max(0, at - 200), at + 200)}…`)
}

/** Every file in a folder and below it, but those where passwords belong. @throws as {@link refuseSecrets} */
export async function refuseSecretsBelow(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile() || homes.has(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    // Locks and files that are written aside come and go.
    const bytes = await readFile(file).catch(() => undefined)
    if (bytes !== undefined) refuseSecrets(bytes, file)
  }
}

/** A copy of a world whose users have the planted passwords. */
export async function plantedWorld(world: string, folder: string): Promise<string> {
  const file = join(folder, 'planted-world.yaml')
  const { credentials, ...rest } = parse(await readFile(world, 'utf8')) as World
  const { operations, billing } = credentials
  const own = {
    operations: { ...operations, password: planted.operations },
    billing: { ...billing, password: planted.billing },
  }
  await writeFile(file, stringify({ ...rest, credentials: own }))
  return file
}

interface World {
  credentials: { operations: object; billing: object }
}
