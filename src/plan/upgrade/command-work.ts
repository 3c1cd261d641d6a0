/** A step that runs a command on a host, as a part of its operation. */

import { hostWayName, type Hosts } from '../../resource/hosts-config.ts'
import type { Known } from '../../runbook/facts/fact.ts'
import { fill } from '../../runbook/facts/placeholders.ts'
import type { RunStep } from '../../runbook/steps/run.ts'
import type { Command } from '../plan.ts'
import { commandLine, hosts } from './command-line.ts'
import type { Work } from './step-work.ts'
import { wordsOf } from './words.ts'

export function commandWork({ run, once }: RunStep, known: Known, ways: Hosts): Work {
  const words = wordsOf(run.command, known)
  const folder = run.in === undefined ? undefined : fill(run.in, known)
  const command: Command = {
    on: run.on,
    ...(folder === undefined ? {} : { folder }),
    words,
    line: commandLine({ on: run.on, words, ...(folder === undefined ? {} : { folder }) }),
    expect: (run.expect ?? []).map((text) => fill(text, known)),
  }
  const via = hostWayName(ways[run.on])
  return {
    type: via === 'manual' ? 'manual' : 'run',
    action: 'do',
    via,
    command,
    ...(once === undefined ? {} : { once }),
    manual: {
      where: hosts[run.on].place,
      lines: [command.line, ...command.expect.map((text) => `Its output must have: ${text}`)],
    },
  }
}
