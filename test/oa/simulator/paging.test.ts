import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Engine } from '../../../src/oa/simulator/engine.ts'
import { createApsApi } from '../../../src/oa/simulator/aps-api.ts'
import { createCallLog } from '../../../src/oa/simulator/call-log.ts'
import { world } from './rig.ts'

it('limit covers every item exactly once, whatever the pages', async () => {
  const small = await world()
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 15 }), (plans, count, cap) => {
      const plan = small.plans[0]
      if (plan === undefined) throw new Error('the world has no plan')
      const many = Array.from({ length: plans }, (_, index) => ({ ...plan, id: index + 1 }))
      const engine = new Engine({ world: { ...small, plans: many, salesCategories: [], pageSize: cap } })
      const { aps_token } = engine.call({ method: 'pem.APS.getUserToken', params: { user_id: 1 }, seq: 1 }) as {
        aps_token: string
      }
      const bus = createApsApi({ world: small, engine, log: createCallLog() })
      const seen: number[] = []
      for (let total = 1; seen.length < total;) {
        const { headers, body, status } = bus.answer({
          verb: 'GET',
          path: '/aps/2/collections/service-plans',
          query: `sort(planId),limit(${seen.length},${count})`,
          header: (name) => (name === 'aps-token' ? aps_token : undefined),
          body: '',
        })
        const page = JSON.parse(body) as { planId: number }[]
        total = Number(headers['content-range']?.split('/')[1])
        expect(status).toBe(page.length === total ? 200 : 206)
        expect(page.length > 0 || total === 0).toBe(true)
        seen.push(...page.map(({ planId }) => planId))
      }
      expect(seen).toEqual(many.map(({ id }) => id))
    }),
    { numRuns: 50 },
  )
})
