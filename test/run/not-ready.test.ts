/** P13: what OA has accepted and works on is waited for up to a deadline, and then it is uncertain, not failed. */

import { expect, it } from 'vitest'
import { execute } from '../../src/run/execute.ts'
import { fakeClient, sessionFor, typeOperation } from './rig.ts'
import { virtualClock } from './virtual-clock.ts'

const accepted = () => Promise.resolve({ aps: { id: 'new', type: 'license', status: 'aps:proto' } })

it('P13: a type that stays under way is uncertain once waits.readySeconds are over, and nobody is told that it failed', async () => {
  const clock = virtualClock()
  const fake = fakeClient(accepted, () => ({ aps: { id: 'new', type: 'license', status: 'aps:proto' } }))
  const { session } = sessionFor([typeOperation(1)], fake, { clock })
  const { error } = await execute(session)
  expect(error).toMatchObject({ code: 'apply/not-ready', kind: 'uncertain' })
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(600_000)
  expect(fake.writes).toHaveLength(1)
})

it('P13: and is done when OA is done with it', async () => {
  const clock = virtualClock()
  let status = 'aps:proto'
  clock.after(120_000, () => (status = 'aps:ready'))
  const fake = fakeClient(accepted, () => ({ aps: { id: 'new', type: 'license', status } }))
  const { session } = sessionFor([typeOperation(1)], fake, { clock })
  expect(await execute(session)).toEqual({ outcome: 'done', error: undefined })
})
