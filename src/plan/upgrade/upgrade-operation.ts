/** One step of an upgrade, for one gateway site or template where it is for each, becomes one operation. */

import { hostWayName, type Hosts } from '../../resource/hosts-config.ts'
import type { Known } from '../../runbook/facts/fact.ts'
import { fill } from '../../runbook/facts/placeholders.ts'
import type { RunStep, Word } from '../../runbook/steps/run.ts'
import type { UpgradeStep } from '../../runbook/steps.ts'
import type { Command, Operation } from '../plan.ts'
import { wordApplies } from './applies.ts'
import { commandLine, hosts } from './command-line.ts'

export interface StepPlace {
  step: UpgradeStep
  /** Of the gateway site or template; undefined for a step that is done once. */
  key: string | undefined
  known: Known
  needs: readonly string[]
  document: string
  hosts: Hosts
}

type Work = Pick<Operation, 'type' | 'action' | 'via'> & Partial<Operation>

export function upgradeOperation(place: StepPlace): Operation {
  const { step, key, known, needs } = place
  const title = fill(step.title, known)
  const { manual, ...work } = workOf(place)
  const lines = [...(manual?.lines ?? []), ...remarks(place)]
  return {
    id: `${step.id}:${key ?? 'do'}`,
    step: step.id,
    title,
    label: title,
    needs: [...needs],
    reason: step.source,
    sources: [],
    changes: [],
    before: null,
    who: step.who,
    ...(step.irreversible === undefined ? {} : { irreversible: step.irreversible }),
    ...(step.repeatable === undefined ? {} : { repeatable: step.repeatable }),
    ...work,
    manual: { where: manual?.where ?? 'Installation', lines },
  }
}

/** What somebody should know who does it. */
function remarks({ step, known, document }: StepPlace): string[] {
  const guides = [...(step.guides?.[document] ?? []), ...(step.guides?.['all'] ?? [])]
  return [...(step.notes ?? []).map((note) => fill(note, known)), ...guides.map((url) => `Guide: ${url}`)]
}

function workOf(place: StepPlace): Work {
  const { step, known } = place
  if ('run' in step) return commandWork(step, known, place.hosts)
  if ('check' in step)
    return { type: 'check', action: 'check', via: 'read', value: lookValue(place), manual: looksFor(place) }
  const byHand = { type: 'manual', action: 'do', via: 'manual' } as const
  if ('manual' in step) {
    const { where, lines } = step.manual
    const evidence = step.evidence === undefined ? {} : { evidence: fill(step.evidence, known) }
    return {
      ...byHand,
      ...evidence,
      manual: { where: fill(where, known), lines: lines.map((line) => fill(line, known)) },
    }
  }
  if ('wait' in step) return { ...byHand, manual: waitsFor(place) }
  const templateId = Number(known('template.id'))
  return { ...byHand, provisioning: { templateId, change: step.provisioning }, manual: switches(place) }
}

function commandWork({ run, once }: RunStep, known: Known, ways: Hosts): Work {
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

/** The words of a command with the facts in them; a word stays one word, whatever its facts are. */
export function wordsOf(words: readonly Word[], known: Known): string[] {
  return words.flatMap((word) => {
    if (typeof word === 'string') return [fill(word, known)]
    if ('fact' in word) {
      const value = known(word.fact)
      return value === undefined ? [`{${word.fact}}`] : typeof value === 'string' ? [value] : [...value]
    }
    return wordApplies(word, known) ? word.words.map((inner) => fill(inner, known)) : []
  })
}

function lookValue({ step, known }: StepPlace): Record<string, string> {
  const names = {
    'endpoint-uri': ['gateway.instance', 'gateway.url'],
    'current-version': ['version'],
    'no-instance-upgraded': ['to'],
  }
  const look = 'check' in step && 'who' in step ? step.check : ''
  const wanted: readonly string[] = (names as Record<string, readonly string[]>)[look] ?? []
  return { look, ...Object.fromEntries(wanted.map((name) => [name, String(known(name) ?? '')])) }
}

type Instructions = NonNullable<Operation['manual']>

function looksFor({ step, known }: StepPlace): Instructions {
  const instances = 'Service > Applications > Office 365 > Instances'
  const all: Record<string, Instructions> = {
    'current-version': { where: instances, lines: [`Every instance is at ${String(known('version'))}.`] },
    'platform-version': {
      where: 'About, in the panel of Operations',
      lines: ['It shows 7.0.1_hf130748 or a later 7.0.x, or 7.1.0 or a later 7.1.x.'],
    },
    'endpoint-uri': {
      where: `${instances} > ${String(known('gateway.instance'))} > General`,
      lines: [`Application API end-point URI: ${String(known('gateway.url'))}`],
    },
    'no-instance-upgraded': { where: instances, lines: [`No instance is at ${String(known('to'))}.`] },
  }
  return all['check' in step ? step.check : ''] ?? { where: instances, lines: [] }
}

function waitsFor({ step, known }: StepPlace): Instructions {
  const all: Record<string, Instructions> = {
    'tasks-processed': {
      where: 'Operations > Tasks',
      lines: ['No Office 365 task is unprocessed, scheduled, running or failed.'],
    },
    'package-imported': {
      where: 'Service > Applications > Office 365 > Packages; Operations > Tasks',
      lines: [`Version ${String(known('to'))} is there and ready, and every task of the import is done.`],
    },
    'instance-upgraded': {
      where: 'Service > Applications > Office 365 > Instances; Operations > Tasks',
      lines: [
        `Instance ${String(known('gateway.instance'))} is Ready at ${String(known('to'))}, and no task of it failed.`,
      ],
    },
  }
  return all['wait' in step ? step.wait : ''] ?? { where: 'Operations > Tasks', lines: [] }
}

function switches({ step, known }: StepPlace): Instructions {
  const name = `${String(known('template.name'))} (${String(known('template.id'))})`
  const isStop = 'provisioning' in step && step.provisioning === 'stop'
  return {
    where: `Products > Service Templates > ${name}`,
    lines: isStop
      ? ['Note whether it is active. If it is: Deactivate.']
      : ['If it was active before the upgrade: Activate. If it was not, leave it as it is.'],
  }
}
