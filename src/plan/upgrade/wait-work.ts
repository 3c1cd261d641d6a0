/** A step that waits, as a part of its operation. */

import { hostWayName } from '../../resource/hosts-config.ts'
import type { WaitStep } from '../../runbook/steps/wait.ts'
import type { Command } from '../plan.ts'
import { commandLine } from './command-line.ts'
import { waitsFor } from './instructions.ts'
import { byHand, type StepPlace, type Work } from './step-work.ts'
import { wordsOf } from './words.ts'

/** What a read tells is waited for; for tasks, a command of the site's own, where there is one. */
export function waitWork(step: WaitStep, place: StepPlace): Work {
  const { known, site } = place
  const version = String(known('to') ?? '')
  const waits = {
    'tasks-processed': { for: 'tasks-processed' },
    'package-imported': { for: 'package-imported', version },
    'instance-upgraded': { for: 'instance-upgraded', version, instanceId: Number(known('gateway.instance')) },
  } as const
  const common = { wait: waits[step.wait], manual: waitsFor(place) }
  if (step.wait !== 'tasks-processed') return { type: 'wait', action: 'do', via: 'read', ...common }
  const words = wordsOf(step.asks?.command ?? [], known)
  if (step.asks === undefined || words.length === 0) return { ...byHand, ...common }
  const { on } = step.asks
  const via = hostWayName(site.hosts[on])
  const command: Command = { on, words, line: commandLine({ on, words }), expect: [] }
  return { ...(via === 'manual' ? byHand : ({ type: 'wait', action: 'do', via } as const)), ...common, command }
}
