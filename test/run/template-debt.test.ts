/** A template that a run made inactive is made active before anything else, with limits first. */

import { describe, expect, it } from 'vitest'
import { execute } from '../../src/run/execute.ts'
import type { RunEvent } from '../../src/run/run-event.ts'
import { fakeClient, refusal, sessionFor, typeOperation } from './rig.ts'
import { debt, observed, window } from './window-world.ts'

const before: RunEvent[] = [
  { type: 'run-started', run: 'r', digest: '', formatVersion: 1 },
  { type: 'operation-started', operation: 'template' },
  { type: 'debt-opened', operation: 'template', debt },
]

/** A template with one resource, and what was written to it. */
function template(state: { active: boolean; limit: string | undefined }) {
  const resource_types = state.limit === undefined ? [] : [{ resource_type_id: 501, limit: state.limit }]
  return fakeClient(
    (name) => {
      if (name === 'pem.activateST') state.active = true
      return {}
    },
    (name) => {
      if (name !== 'pem.getServiceTemplate') throw new Error(`unexpected ${name}`)
      return { st_id: 12, name: 'Office 365', is_active: state.active, resource_types }
    },
  )
}

const methods = ({ writes }: ReturnType<typeof template>) => writes.map(({ name }) => name)

describe('settling a debt', () => {
  it('sets the limits of what was added without, then activates, before anything is started', async () => {
    const fake = template({ active: false, limit: '-1' })
    const { session, events } = sessionFor([window], fake, { before, observed })
    await execute(session)
    expect(methods(fake).slice(0, 2)).toEqual(['pem.setSTRTLimits', 'pem.activateST'])
    expect(fake.writes[0]?.params).toEqual({ st_id: 12, limits: [{ resource_id: 501, resource_limit64: '0' }] })
    const order = events.map(({ type }) => type)
    expect(order.indexOf('debt-settled')).toBeGreaterThan(
      order.lastIndexOf('call-answered', order.indexOf('debt-settled')),
    )
    const started = order.indexOf('operation-started')
    if (started >= 0) expect(order.indexOf('debt-settled')).toBeLessThan(started)
  })

  it('writes nothing to a template that is active already', async () => {
    const fake = template({ active: true, limit: '0' })
    const { session, events } = sessionFor([{ ...window, before: { limits: {} } }], fake, { before, observed })
    await execute(session)
    expect(methods(fake)).toEqual([])
    expect(events).toContainEqual({ type: 'debt-settled', operation: 'template', debt })
  })

  it('leaves limits alone that somebody set', async () => {
    const fake = template({ active: false, limit: '5' })
    const { session } = sessionFor([window], fake, { before, observed })
    await execute(session)
    expect(methods(fake)[0]).toBe('pem.activateST')
  })

  it('starts nothing when the debt cannot be paid, and keeps owing', async () => {
    const fake = fakeClient(
      () => {
        throw refusal('pem.activateST')
      },
      () => ({ st_id: 12, name: 'Office 365', is_active: false, resource_types: [] }),
    )
    const { session, events } = sessionFor([window, typeOperation(1)], fake, { before, observed })
    const { outcome, error } = await execute(session)
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ code: 'oa/refused' })
    expect(methods(fake)).toEqual(['pem.activateST'])
    const types = events.map(({ type }) => type)
    expect(types).not.toContain('debt-settled')
    expect(types).not.toContain('operation-started')
  })
})
