/** One step of an upgrade, for one gateway site or template where it is for each, becomes one operation. */

import { isByApi, upgradeWays } from '../../resource/upgrade-ways.ts'
import type { Known } from '../../runbook/facts/fact.ts'
import { fill } from '../../runbook/facts/placeholders.ts'
import type { LookStep } from '../../runbook/steps/look.ts'
import type { Operation } from '../plan.ts'
import { applicationWork } from './application-work.ts'
import { commandWork } from './command-work.ts'
import { looksFor, switches } from './instructions.ts'
import { byApi, byHand, instructions, type StepPlace, type Work } from './step-work.ts'
import { waitWork } from './wait-work.ts'

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
  if ('run' in step) return commandWork(step, known, place.site.hosts)
  if ('check' in step)
    return { type: 'check', action: 'check', via: 'read', value: lookValue({ step, known }), manual: looksFor(place) }
  if ('application' in step) return applicationWork(step, place)
  if ('manual' in step) {
    const evidence = step.evidence === undefined ? {} : { evidence: fill(step.evidence, known) }
    return { ...byHand, ...evidence, manual: instructions(step.manual, known) }
  }
  if ('wait' in step) return waitWork(step, place)
  return {
    ...(isByApi(upgradeWays.provisioning, place.site) ? byApi : byHand),
    provisioning: {
      templateId: Number(known('template.id')),
      templateName: String(known('template.name') ?? ''),
      change: step.provisioning,
    },
    manual: switches(place),
  }
}

function lookValue({ step, known }: { step: LookStep; known: Known }): Record<string, string> {
  const names = {
    'endpoint-uri': ['gateway.instance', 'gateway.url'],
    'current-version': ['version'],
    'no-instance-upgraded': ['to'],
    'contact-data': ['template.id'],
    'still-stopped': ['template.id'],
  }
  const { check: look, once } = step
  const wanted: readonly string[] = (names as Record<string, readonly string[]>)[look] ?? []
  return {
    look,
    ...(once === undefined ? {} : { once }),
    ...Object.fromEntries(wanted.map((name) => [name, String(known(name) ?? '')])),
  }
}
