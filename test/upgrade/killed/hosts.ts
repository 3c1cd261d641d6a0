/** The two hosts of an upgrade: they know what was begun on them and what came to its end, whoever has died meanwhile. */

import type { Ended, RunProgram } from '../../../src/lib/run-program.ts'
import type { Command, Plan } from '../../../src/plan/plan.ts'
import type { Hosts as HostWays, HostWay } from '../../../src/resource/hosts-config.ts'
import { hostCommand, hostProbe } from '../../../src/run/hosts/host-command.ts'
import type { Life } from './life.ts'

type Ssh = Exclude<HostWay, string>
const LOST: Ended = { exitCode: 255, stdout: '', stderr: 'Connection closed by remote host' }

export class Hosts {
  static readonly ways = { management: { ssh: 'node' }, endpoint: { ssh: 'windows' } } satisfies HostWays
  readonly #known = new Map<string, Command>()
  readonly #probes = new Set<string>()
  readonly #begun: string[] = []
  readonly #ended: string[] = []
  #lost = 0
  readonly #onBegin: (line: string) => void

  /** @param onBegin told of each line when it begins */
  constructor({ operations }: Plan, onBegin: (line: string) => void) {
    this.#onBegin = onBegin
    for (const { command } of operations) {
      if (command === undefined) continue
      const way: Ssh = Hosts.ways[command.on]
      this.#known.set(hostCommand(command, way).join('\n'), command)
      this.#probes.add(hostProbe(command.on, way).join('\n'))
    }
  }

  /** How often it was begun. */
  begun(line: string): number {
    return this.#begun.filter((each) => each === line).length
  }

  /** The same, since the folder of a run was lost: of what was before, a new run knows nothing. */
  begunSince(line: string): number {
    return this.#begun.slice(this.#lost).filter((each) => each === line).length
  }

  runIsLost(): void {
    this.#lost = this.#begun.length
  }

  /** How often it came to its end, and so had its effect. */
  ended(line: string): number {
    return this.#ended.filter((each) => each === line).length
  }

  /** What a process starts programs with; each command may meet whatever can come between. */
  programsOf(life: Life): RunProgram {
    return async (program, args) => {
      const argv = [program, ...args].join('\n')
      if (this.#probes.has(argv)) return { exitCode: 0, stdout: '', stderr: '' }
      const command = this.#known.get(argv)
      if (command === undefined) throw new Error(`nobody expected ${argv}`)
      const { line, expect } = command
      await life.pass(`before: ${line}`)
      if (await life.comes(`the connection is lost at the beginning: ${line}`)) return this.#begin(line, false)
      if (await life.comes(`the connection is lost after the end: ${line}`)) return this.#begin(line, true)
      const isCutOff = await life.comes(`both ends die within: ${line}`)
      this.#begin(line, !isCutOff)
      if (isCutOff) await life.die()
      await life.pass(`after: ${line}`)
      return { exitCode: 0, stdout: expect.join('\n'), stderr: '' }
    }
  }

  #begin(line: string, ends: boolean): Ended {
    this.#begun.push(line)
    this.#onBegin(line)
    if (ends) this.#ended.push(line)
    return LOST
  }
}
