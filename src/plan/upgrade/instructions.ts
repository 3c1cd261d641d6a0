/** How people do what the program does by itself where it can: the words for looks, waits and switches. */

import type { Instructions, StepPlace } from './step-work.ts'

type StepFacts = Pick<StepPlace, 'step' | 'known'>

export function looksFor({ step, known }: StepFacts): Instructions {
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
    'once-done': {
      where: 'once.jsonl, beside the runs',
      lines: ['It must be noted there as done; whoever ran it otherwise attests the step that runs it.'],
    },
    'once-never-begun': {
      where: 'once.jsonl, beside the runs',
      lines: ['Where it was begun at all, this way is closed; ask the vendor.'],
    },
    'contact-data': {
      where: `Products > Service Templates > ${String(known('template.name'))} > Resources`,
      lines: ['It is there, with Application Service = TenantContactData and Automatically provision service = Off.'],
    },
    'still-stopped': {
      where: `Products > Service Templates > ${String(known('template.name'))}`,
      lines: ['It is inactive. Where somebody has made it active: Deactivate.'],
    },
    'no-instance-upgraded': { where: instances, lines: [`No instance is at ${String(known('to'))}.`] },
  }
  return all['check' in step ? step.check : ''] ?? { where: instances, lines: [] }
}

export function waitsFor({ step, known }: StepFacts): Instructions {
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

export function switches({ step, known }: StepFacts): Instructions {
  const name = `${String(known('template.name'))} (${String(known('template.id'))})`
  const isStop = 'provisioning' in step && step.provisioning === 'stop'
  return {
    where: `Products > Service Templates > ${name}`,
    lines: isStop
      ? ['Note whether it is active. If it is: Deactivate.']
      : ['If it was active before the upgrade: Activate. If it was not, leave it as it is.'],
  }
}
