/** The last look: what was done twice is found, and what people left out is not demanded. */

import { expect, it, vi } from 'vitest'
import type { Operation } from '../../src/plan/plan.ts'
import type { ObservedState, ObservedType } from '../../src/resource/observed-state.ts'
import { execute } from '../../src/run/execute.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { fakeClient, guid, manualOperation, nothingThere, sessionFor, typeOperation } from './rig.ts'

const check: Operation = { ...manualOperation(9, [1]), type: 'check', action: 'check', via: 'read' }
const done: RunEvent = { type: 'operation-done', operation: '1', outcome: 'applied', id: 'a' }

const seen = (apsId: string): ObservedType => ({
  ...{ kind: 'license', apsId, name: 'Offer 1', offerId: guid(1), trialOfferId: null, provisioningId: 'X' },
  ...{ assignable: true, upgrades: [], parents: [], ready: true },
})

function look(types: ObservedType[], before: RunEvent[]) {
  const observed: ObservedState = { ...nothingThere, types }
  const { session } = sessionFor([typeOperation(1), check], fakeClient(), { observed, before })
  vi.spyOn(session, 'readAllAgain').mockResolvedValue()
  return execute(session)
}

it('finds what is there twice, with both ids: a call was done later than any quarantine', async () => {
  const { outcome, error } = await look([seen('a'), seen('b')], [done])
  expect(outcome).toBe('failed')
  expect(error).toMatchObject({
    kind: 'uncertain',
    code: 'apply/twice',
    message: 'There twice: license type "Operation 1" (a and b).',
  })
})

it('demands what was planned, and not what a person left out', async () => {
  expect((await look([seen('a')], [done])).outcome).toBe('done')
  expect((await look([], [done])).error).toMatchObject({ code: 'apply/not-as-planned' })
  const skip: RunEvent = { type: 'choice-made', choice: 'skip', operation: '1', by: 'Ann', reason: 'later' }
  expect((await look([], [skip])).outcome).toBe('done')
})
