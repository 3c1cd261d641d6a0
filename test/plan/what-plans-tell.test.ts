/** What a plan tells that no read can check, and what must not be taken for a key. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { packageRoot } from '../../src/lib/package-root.ts'
import { planFrom } from '../../src/onboard.ts'
import type { ObservedState } from '../../src/resource/observed-state.ts'
import type { SiteInput } from '../../src/resource/site.ts'
import { cells, matrix } from '../catalog/matrix-file.ts'
import { catalogOf, emptyInstallation, guid, offer, plan, sample, select, shippedRunbook, site } from './small-world.ts'

async function writeMatrix(...rows: readonly string[][]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matrix-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'matrix.csv')
  await writeFile(file, matrix(...rows))
  return file
}

/** What a whole run would tell, by code. */
async function told(file: string, observed: ObservedState, given: SiteInput = {}): Promise<string[]> {
  const installation = { name: 'test', endpoint: 'https://oa.example/', site: site(given) }
  const request = { runbook: shippedRunbook, catalogFiles: [file], wanted: [], plans: [], installation }
  const { plan: made } = await planFrom(request, () => Promise.resolve(observed))
  return made.diagnostics.map(({ code, severity }) => `${severity} ${code}`)
}

const premium = join(packageRoot, 'catalog-samples', 'business-premium.csv')

it('I9, P4: a template that is inactive already is told, since nothing on it is sold and it is left so', async () => {
  const { template, ...rest } = emptyInstallation()
  expect(await told(premium, { ...rest, template })).not.toContain('warning plan/template-inactive')
  expect(await told(premium, { ...rest, template: { ...template, active: false } })).toContain(
    'warning plan/template-inactive',
  )
})

it('I6: in the syndication programme trials that would be types of their own are told, and not made', async () => {
  const file = await writeMatrix(
    cells(1),
    cells(2, { 'Offer Display Name': 'Offer 1 Trial', 'Offer Type': 'Trial', 'Can Convert To': guid(1) }),
  )
  const version = emptyInstallation()
  expect(await told(file, version, { scenario: 'syndication' })).toContain('warning plan/syndication-trials')
  expect(await told(file, version)).not.toContain('warning plan/syndication-trials')
})

it('P22: a License that gets a trial asks for the setting without which a trial order provisions the paid offer', async () => {
  const { diagnostics } = plan({ catalog: await sample('business-premium.csv') })
  expect(diagnostics.find(({ code }) => code === 'plan/trials-need-setting')).toMatchObject({
    severity: 'info',
    message: '1 trial: Billing must notify of trial state changes (KB 113576).',
  })
  const without = plan({ catalog: catalogOf(offer(1)) })
  expect(without.diagnostics.filter(({ code }) => code === 'plan/trials-need-setting')).toEqual([])
})

it('I20: two offers with one Provisioning ID are two types, with a resource type and a plan each', () => {
  const same = { provisioningId: 'STANDARDPACK' }
  const catalog = catalogOf(offer(1, same), offer(2, same))
  expect([...select(catalog, []).offers.keys()]).toEqual([guid(1), guid(2)])
  const made = plan({ catalog }).operations.map(({ address = '' }) => address)
  for (const kind of ['license-type', 'resource-type', 'service-plan']) {
    expect(made.filter((address) => address.startsWith(`${kind}/`))).toEqual([
      `${kind}/${guid(1)}`,
      `${kind}/${guid(2)}`,
    ])
  }
})
