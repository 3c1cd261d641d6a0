/** A site's own Billing method is called once: after a lost answer, or where somebody says it is done, a person looks. */

import { expect, it } from 'vitest'
import { OaFault } from '../../src/oa/oa-fault.ts'
import type { Operation } from '../../src/plan/plan.ts'
import { execute } from '../../src/run/execute.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { foldEvents } from '../../src/run/run-state.ts'
import { fakeClient, guid, nothingThere, sessionFor } from './rig.ts'

const resource = `resource-type/${guid(1)}`
const operation: Operation = {
  id: 'categories:resource-category/Extra Storage',
  step: 'step',
  type: 'manual',
  action: 'update',
  address: 'resource-category/Extra Storage',
  via: 'manual',
  title: 'Update resource category Extra Storage',
  label: 'Extra Storage',
  needs: [],
  reason: 'a test',
  sources: [],
  changes: [],
  value: { resources: [resource] },
  before: null,
  manual: { where: 'here', lines: [] },
}

const ways = {
  'resource-category': [
    {
      execute: {
        method: 'AddResourceToCategory',
        params: ['{categoryId}', '{resourceId}'],
        ids: { 'Extra Storage': 7 },
      },
    },
  ],
}
const observed = {
  ...nothingThere,
  types: [
    {
      kind: 'license' as const,
      apsId: 'type',
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
  resourceTypes: [{ id: 101, name: 'One', typeId: 'type' }],
}

const intended = (call: number): RunEvent => ({
  type: 'call-intended',
  operation: operation.id,
  call,
  method: 'billing.execute',
  params: {},
})
const failed = (call: number, outcome: 'refused' | 'not-sent' | 'unknown'): RunEvent => ({
  type: 'call-failed',
  operation: operation.id,
  call,
  outcome,
  code: 'oa/refused',
  message: 'no',
})
const waiting: RunEvent[] = [
  { type: 'operation-started', operation: operation.id },
  { type: 'operation-waiting', operation: operation.id },
]

it.each([
  ['waited for a person', waiting, 1],
  ['was refused', [intended(1), failed(1, 'refused')], 1],
  ['never left', [intended(1), failed(1, 'not-sent')], 1],
  ['got no answer', [intended(1), failed(1, 'unknown')], 0],
  ['was intended when the program died', [intended(1)], 0],
  [
    'got no answer two walks ago',
    [intended(1), failed(1, 'unknown'), { type: 'run-resumed', run: 'x' }, intended(1), failed(1, 'refused')],
    0,
  ],
  ['is done, as somebody says', [{ type: 'operation-attested', operation: operation.id, by: 'Ann', evidence: '' }], 0],
] satisfies [string, RunEvent[], number][])('an operation that %s', async (_what, before, calls) => {
  const client = fakeClient(() => ({ Result: [{ Status: 'Operation done.' }] }))
  const { session } = sessionFor([operation], client, { before, ways, observed })
  await execute(session)
  expect(client.writes).toEqual(
    Array(calls).fill({
      name: 'billing.execute',
      params: { Server: 'BM', Method: 'AddResourceToCategory', Params: [7, 101] },
    }),
  )
})

it('a lost answer leaves the outcome uncertain, since nothing shows it', async () => {
  const fault = new OaFault({
    code: 'oa/timeout',
    outcome: 'unknown',
    system: 'billing',
    method: 'AddResourceToCategory',
    message: 'no answer',
  })
  const client = fakeClient(() => {
    throw fault
  })
  client.client.read = (() => Promise.resolve({ items: [], total: 0 })) as never
  const { session, events } = sessionFor([operation], client, { ways, observed })
  const { error } = await execute(session)
  expect(error).toMatchObject({ code: 'apply/uncertain', kind: 'uncertain' })
  expect(foldEvents(events).called).toEqual(new Set([operation.id]))
})
