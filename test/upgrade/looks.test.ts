/** What an upgrade reads of service templates before it believes anybody. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/plan/plan.ts'
import { littleInstallation, oldWorld, walk } from './little-installation.ts'

const folder = await mkdtemp(join(tmpdir(), 'looks-'))
afterAll(() => rm(folder, { recursive: true }))

function look(name: string): Operation {
  const lists = {
    needs: [],
    sources: [],
    changes: [],
    before: null,
    manual: { where: 'there', lines: ['Look there.'] },
  }
  const words = { id: name, step: 'step', title: name, label: name, reason: 'a test' }
  return { ...words, ...lists, type: 'check', action: 'check', via: 'read', value: { look: name, 'template.id': '12' } }
}

const old = oldWorld()
const contactData = (autoprovide_service: string) => ({
  ...{ id: 1000499, name: 'Contact Data', description: '', resourceClass: 'rc.saas.service' },
  activationParameters: { app_id: '17', service_id: 'TenantContactData', autoprovide_service },
})
const withResource = (type: ReturnType<typeof contactData>) =>
  oldWorld({
    resourceTypes: [...old.resourceTypes, type],
    serviceTemplates: old.serviceTemplates.map((each) =>
      each.id === 12 ? { ...each, resources: [...each.resources, { resourceTypeId: type.id, limit: 0 }] } : each,
    ),
  })

describe('contact data', () => {
  it('is seen in a template that has it', async () => {
    const { outcome } = await walk([look('contact-data')], littleInstallation(withResource(contactData('0'))), {
      folder,
    })
    expect(outcome).toBe('done')
  })

  it.each([
    ['is not there', old],
    ['is provisioned automatically', withResource(contactData('1'))],
  ])('is looked at by a person where it %s as far as can be read', async (_, world) => {
    const { outcome } = await walk([look('contact-data')], littleInstallation(world), { folder })
    expect(outcome).toBe('waiting')
  })
})

it('provisioning that somebody started in the middle stops the upgrade', async () => {
  const oa = littleInstallation(old)
  const active = await walk([look('still-stopped')], oa, { folder })
  expect([active.error?.code, active.error?.message]).toEqual([
    'upgrade/not-as-wanted',
    expect.stringContaining('"Office 365" (12) is active'),
  ])
  oa.engine.panel({ do: 'template.switch', templateId: 12, active: false }, 1)
  expect((await walk([look('still-stopped')], oa, { folder })).outcome).toBe('done')
})
