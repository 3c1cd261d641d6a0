/** One operation that opens the template window, and the installation it is for. */

import type { Operation } from '../../src/plan/plan.ts'
import type { ObservedState } from '../../src/resource/observed-state.ts'
import { guid, nothingThere, typeOperation } from './rig.ts'

export const debt = { kind: 'template-window', templateId: 12, templateName: 'Office 365' } as const

export const window: Operation = {
  ...typeOperation(9),
  id: 'template',
  action: 'update',
  address: 'service-template/12',
  label: debt.templateName,
  via: 'pem',
  value: { limits: { [`resource-type/${guid(1)}`]: 0 } },
  before: { limits: {} },
}

export const observed: ObservedState = {
  ...nothingThere,
  types: [
    {
      kind: 'license',
      apsId: 'type-1',
      name: 'One',
      offerId: guid(1),
      trialOfferId: null,
      provisioningId: 'X',
      assignable: true,
      upgrades: [],
      parents: [],
      ready: true,
    },
  ],
  resourceTypes: [{ id: 501, name: 'One', typeId: 'type-1' }],
}
