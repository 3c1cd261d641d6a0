/**
 * A process of its own that feeds one subject and tells of each input what it cost: a hang cannot be stopped and memory
 * cannot be measured from inside. Arguments: subject, seed, first input, number of inputs, folder.
 */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { random, seedFor } from './random.ts'
import { costs } from './subject.ts'
import { subjects } from './subjects.ts'

export type Report =
  /** Sent before an input is fed, so that a hang has a name. */
  | { type: 'next'; index: number; bytes: number }
  /** What its dearest step cost: a command, or the reading of a file. */
  | { type: 'fed'; index: number; outcome: 'accepted' | 'refused'; cpuMs: number }
  | { type: 'finding'; index: number; message: string }
  | { type: 'end'; peakMb: number }

const [name = '', seed = '0', first = '0', count = '0', folder = ''] = process.argv.slice(2)
const tell = (report: Report): void => void process.send?.(report)

const subject = subjects.find((each) => each.name === name)
if (subject === undefined) throw new Error(`no subject ${name}`)
const own = join(folder, name.replaceAll(/\W/g, '-'))
await mkdir(own, { recursive: true })
const open = await subject.open(own)
for (let index = Number(first); index < Number(first) + Number(count); index += 1) {
  const input = open.make(random(seedFor(Number(seed), name, index)))
  tell({ type: 'next', index, bytes: input.length })
  const before = process.cpuUsage()
  try {
    const outcome = await open.feed(input)
    const { user, system } = process.cpuUsage(before)
    tell({ type: 'fed', index, outcome, cpuMs: costs.take((user + system) / 1000) })
  } catch (error) {
    costs.take(0)
    tell({ type: 'finding', index, message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
await open.close?.()
tell({ type: 'end', peakMb: process.resourceUsage().maxRSS / 1024 })
process.disconnect()
