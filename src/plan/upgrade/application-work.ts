/** A step that changes the application, as a part of its operation. */

import { isByApi, upgradeWays } from '../../resource/upgrade-ways.ts'
import type { ApplicationStep } from '../../runbook/steps/application.ts'
import { byApi, byHand, instructions, type StepPlace, type Work } from './step-work.ts'

export function applicationWork({ application: change, manual }: ApplicationStep, { known, site }: StepPlace): Work {
  const text = (name: string): string => String(known(name) ?? '')
  const version = text('to')
  const application = {
    import: { change: 'import', version, package: text('management.package') },
    remove: { change: 'remove', version },
    upgrade: { change: 'upgrade', version, instanceId: Number(known('gateway.instance')) },
  } as const
  const ways = { import: upgradeWays.package, upgrade: upgradeWays.instance, remove: undefined }
  const way = ways[change]
  return {
    ...(way !== undefined && isByApi(way, site) ? byApi : byHand),
    application: application[change],
    manual: instructions(manual, known),
  }
}
