/** The right to change an installation: one run at a time has it, and whoever has lost it changes nothing any more. */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Beat, type HeldLease, isGone, Lease, leaseInForce, type Obstacle, takeLease } from '../lib/lease.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import type { ProcessTable } from '../lib/process-table.ts'
import { span } from '../lib/text.ts'

/** What a run needs of its lease. */
export interface Fence {
  /** Grows for ever: of two runs the one with the higher number is right. */
  readonly number: number
  /** What it is for. */
  readonly installation: { name: string; endpoint: string }
  /** Looks now. @throws OnboardError `lease/lost` when somebody else has taken over */
  check(): void
}

export interface RunLease extends Fence {
  release(): void
}

export interface LeasesOptions {
  stateFolder: string
  /** As people call it and as it is reached; another endpoint is another installation. */
  installation: { name: string; endpoint: string }
  beat: Beat
  processes: ProcessTable
}

/** A lease as `status` shows it. */
export interface LeaseStatus {
  number: number
  user: string
  host: string
  pid: number
  since: string
  what: string
  /** Since the holder last said that it is still here. */
  heardSecondsAgo: number
  /** `gone`: its process has ended; `silent`: not heard of for too long. The next command takes over from both. */
  holder: 'at-work' | 'silent' | 'gone'
}

export class Leases {
  readonly #options: LeasesOptions
  readonly #folder: string

  constructor(options: LeasesOptions) {
    this.#options = options
    const { stateFolder, installation } = options
    this.#folder = join(stateFolder, 'leases', folderName(installation))
  }

  /**
   * @param what the command, for others to see
   * @param tell says that a silent holder is watched before it is taken over
   * @throws OnboardError of kind `locked`: `run/locked`, or `lease/cannot-end` for a stopped process that is not ours to end
   */
  async take(what: string, tell: (text: string) => void): Promise<RunLease> {
    const { processes, beat } = this.#options
    const taken = await takeLease({
      folder: this.#folder,
      what,
      processes,
      beat,
      onWatch: (record, seconds) => {
        const who = record === undefined ? 'somebody' : `${record.user} on ${record.host} (process ${record.pid})`
        tell(`The lease of ${who} has not been renewed in time; watching it for ${span(seconds)} before taking over.`)
      },
    })
    if (!(taken instanceof Lease)) throw refusal(taken.held, taken.obstacle)
    return {
      number: taken.number,
      installation: this.#options.installation,
      check: () => {
        checkHeld(taken)
      },
      release: () => {
        taken.release()
      },
    }
  }

  /** Who may change the installation now; undefined when nobody holds the lease. */
  inForce(): LeaseStatus | undefined {
    const held = leaseInForce(this.#folder)
    if (held === undefined) return undefined
    const { number, record, ageMs } = held
    const silent = record?.beat !== undefined && ageMs > record.beat.staleSeconds * 1000
    const { user = 'unknown', host = 'unknown', pid = 0, since = 'unknown', what = 'unknown' } = record ?? {}
    const holder = isGone(held, this.#options.processes) ? 'gone' : silent ? 'silent' : 'at-work'
    return { number, user, host, pid, since, what, heardSecondsAgo: Math.max(0, Math.round(ageMs / 1000)), holder }
  }
}

/** A folder that people recognise, and that two installations never share. */
function folderName({ name, endpoint }: LeasesOptions['installation']): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const hash = createHash('sha256').update(endpoint).digest('hex').slice(0, 12)
  return `${slug === '' ? 'installation' : slug}-${hash}`
}

const STATUS = 'Where its run stands is shown by: o365-onboard status'

const obstacleHints: Record<Obstacle, string> = {
  held: `Wait until it has ended. If it was killed or its machine is gone, the lease falls to the next command that asks. ${STATUS}`,
  forbidden:
    'It is silent, perhaps stopped, and could still write when it goes on; so it must be ended first, and you may not. Ask that user, or root, to end the process; then try again.',
  'still-there':
    'It was told to end and has not: it may hang in a disk or network share. Look at the process; when it is gone, try again.',
}

function refusal({ number, record, ageMs }: HeldLease, obstacle: Obstacle): OnboardError {
  const { user = 'somebody', host, pid, since, what } = record ?? {}
  const who =
    record === undefined ? 'Another run' : `Another run, ${what} by ${user} on ${host} (process ${pid}) since ${since},`
  return new OnboardError({
    kind: 'locked',
    code: obstacle === 'held' ? 'run/locked' : 'lease/cannot-end',
    message: `${who} may change this installation now. It was last heard of ${ago(ageMs)}. Nothing was done.`,
    hint: obstacleHints[obstacle],
    facts: { fence: number, user, host, pid, since, what, heardMsAgo: Math.round(ageMs) },
  })
}

function checkHeld(lease: Lease): void {
  let taker: HeldLease | undefined
  let why: unknown
  try {
    if (lease.isHeld()) return
    taker = lease.taker()
  } catch (error) {
    why = error
  }
  throw lost(lease.number, taker, why)
}

function lost(number: number, taker: HeldLease | undefined, why: unknown): OnboardError {
  const { user, host, pid, since, what } = taker?.record ?? {}
  const how =
    taker?.record === undefined
      ? `it is not in force any more${why instanceof Error ? ` (${why.message})` : ''}`
      : `${user} on ${host} (process ${pid}) took over at ${since} with ${what}`
  return new OnboardError({
    kind: 'locked',
    code: 'lease/lost',
    final: true,
    message: `This process may change nothing any more: ${how}. It was stopped or silent for too long.`,
    hint: 'It has written nothing since, neither to OA nor to the journal. See how things stand: o365-onboard status',
    facts: { fence: number, by: taker?.number, user, host, pid, since, what },
    cause: why,
  })
}

function ago(ms: number): string {
  return `${span(Math.max(0, ms) / 1000)} ago`
}
