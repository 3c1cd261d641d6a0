/** Which template is meant, and whose resources may be in it, where there are several instances or additional plans. */

import { describe, expect, it } from 'vitest'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { observe } from '../../src/resource/observe.ts'
import { site } from '../plan/small-world.ts'
import { fakeReader, type Answers } from './fake-reader.ts'

type World = Parameters<typeof fakeReader>[0]

const settings = (instance: number) => ({
  id: 10 + instance,
  name: `Settings ${instance}`,
  parameters: { app_id: '17', resource_uid: `instance-${instance}` },
})
const seat = { id: 100, name: 'E3 seat', parameters: { app_id: '17', resource_uid: 'type-0' } }
const foreignSeat = { id: 101, name: 'E5 seat', parameters: { app_id: '17', resource_uid: 'type-9' } }
const azure = { id: 200, name: 'Azure CSP usage', parameters: { app_id: '21' }, className: 'rc.saas.service' }
const licenses = [{ name: 'E3', offerId: 'a', provisioning_id: 'PACK', isUserSpecific: true }]

const look = (world: World, given: Record<string, unknown> = {}, more: Answers = {}) =>
  observe(fakeReader({ licenses, ...world }, more), site(given))

async function refusal(...given: Parameters<typeof look>): Promise<string> {
  const error: unknown = await look(...given).catch((reason: unknown) => reason)
  if (!(error instanceof OnboardError)) throw error
  return `${error.kind} ${error.code}: ${error.message}`
}

describe('I10: the template', () => {
  const two = {
    instances: [3, 4],
    templates: {
      12: { name: 'First', resources: [settings(3)] },
      14: { name: 'Second', resources: [settings(4), seat] },
    },
  }

  it('I10: of several is that which refers to the instance', async () => {
    expect((await look(two, { instance: 4 })).template.id).toBe(14)
    expect((await look(two, { instance: 3 })).template.id).toBe(12)
  })

  it('I10: never holds resources of two instances; both are named', async () => {
    const templates = { 14: { name: 'Second', resources: [settings(4), settings(3)] } }
    expect(await refusal({ ...two, templates }, { instance: 4 })).toBe(
      'invalid-input observe/mixed-template: The service template "Second" (14) holds "Settings 4" of instance 4 and "Settings 3" of instance 3.',
    )
  })

  it('I10: never holds types of another instance either', async () => {
    const templates = { 14: { name: 'Second', resources: [settings(4), seat, foreignSeat] } }
    expect(await refusal({ ...two, templates }, { instance: 4 })).toContain('and "E5 seat" of another instance.')
    // With one instance it is a leftover of a type that was deleted.
    expect((await look({ templates: { 14: { name: 'S', resources: [seat, foreignSeat] } } })).template.id).toBe(14)
  })

  it('I10: never holds Azure CSP resources beside Office 365; they are named, and the words are a setting', async () => {
    const world = { templates: { 12: { name: 'Both', resources: [seat, azure] } } }
    expect(await refusal(world)).toBe(
      'invalid-input observe/mixed-template: The service template "Both" (12) holds Azure resources beside those of Office 365: "Azure CSP usage".',
    )
    expect((await look(world, { apsTypes: { azureNames: [] } })).template.id).toBe(12)
  })
})

describe('Office 365 Customer Management', () => {
  const resellers = [{ account: 1001, name: 'Contoso', model: 'value-added' }]
  const world = {
    templates: {
      12: { name: 'Office 365', resources: [settings(3), seat] },
      13: { name: 'Additional', resources: [settings(3)] },
    },
    plans: [
      { id: 51, templateId: 12 },
      { id: 52, templateId: 13 },
    ],
  }
  const named: Answers = {
    PlanDetailsGet_API: ({ PlanID: id }) => ({
      PlanID: id,
      Name: id === 52 ? 'Office 365 customer  management' : 'Sold',
      ServiceTemplateID: id === 52 ? 13 : 12,
    }),
  }

  it('is found by the name of its plan, and is not the template that is sold', async () => {
    const { template, customerManagement } = await look(world, { resellers }, named)
    expect([template.id, customerManagement?.id]).toEqual([12, 13])
  })

  it('is not looked for where nobody resells', async () => {
    expect((await look(world, {}, named)).customerManagement).toBeUndefined()
  })

  it('may share the template that is sold', async () => {
    const shared: Answers = { PlanDetailsGet_API: ({ PlanID }) => ({ PlanID, Name: 'CM', ServiceTemplateID: 12 }) }
    const given = { resellers, template: 12, customerManagement: { plan: 'CM' } }
    const { template, customerManagement } = await look(world, given, shared)
    expect(customerManagement).toBe(template)
  })

  it('can be configured, and must then be there', async () => {
    expect(
      (await look(world, { template: 12, customerManagement: { template: 'Additional' } })).customerManagement?.id,
    ).toBe(13)
    expect(await refusal(world, { template: 12, customerManagement: { template: 'Gone' } })).toBe(
      'invalid-input observe/no-customer-management: No service template is called or numbered "Gone".',
    )
  })
})
