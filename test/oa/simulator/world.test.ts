import { describe, expect, it } from 'vitest'
import { OnboardError } from '../../../src/lib/onboard-error.ts'
import { loadWorld, parseWorld } from '../../../src/oa/simulator/load-world.ts'
import { world } from './rig.ts'

describe('worlds', () => {
  it('fill in the defaults', async () => {
    const small = await world()
    expect(small.application).toMatchObject({
      apsId: 'http://www.parallels.com/Office365',
      propertyNames: { provisioningId: 'provisioning_id', assignable: 'isUserSpecific' },
    })
    expect((await world('enterprise-provider')).licenseTypes).toHaveLength(3)
  })

  it('say where they are wrong', async () => {
    const text = JSON.stringify(await world(), undefined, 2)
      .replace('"templateId": 7', '"templateId": 70')
      .replace('"scenario": "csp"', '"scenario": "other"')
    const broken = catching(() => parseWorld(text, 'w.yaml'))
    expect(broken.diagnostics).toMatchObject([{ at: { file: 'w.yaml', line: 3, column: 15 } }])
    const dangling = catching(() => parseWorld(text.replace('"other"', '"csp"'), 'w.yaml'))
    expect(dangling.diagnostics[0]?.message).toBe('plans.0.templateId: no entry of serviceTemplates has id 70')
    expect(catching(() => parseWorld('a: [', 'w.yaml')).code).toBe('world/invalid')
    await expect(loadWorld('/no/such/world.yaml')).rejects.toMatchObject({ code: 'world/unreadable' })
  })
})

function catching(run: () => unknown): OnboardError {
  try {
    run()
  } catch (error) {
    if (error instanceof OnboardError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
