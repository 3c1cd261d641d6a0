/** What a person would click for a step of an upgrade, at the simulator's panel. */

import type { PanelAction } from '../../oa/simulator/panel-action.ts'
import type { Operation } from '../../plan/plan.ts'

/** @returns undefined for what is only words there */
export function upgradeClick({ application, wait }: Operation): PanelAction | undefined {
  if (wait?.for === 'tasks-processed') return { do: 'tasks.check' }
  if (application === undefined) return undefined
  const { version } = application
  if (application.change === 'import') return { do: 'package.import', file: application.package }
  if (application.change === 'remove') return { do: 'package.remove', version }
  return { do: 'instance.upgrade', instanceId: application.instanceId, version }
}
