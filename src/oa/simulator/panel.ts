/** The control panel: applies a person's clicks to the state, by the rules that hold for the APIs. */

import { addResourceType } from './add-resource-type.ts'
import { importPackage, removePackage, upgradeInstance } from './application-changes.ts'
import { addToResourceCategory, addToSalesCategory } from './categories.ts'
import type { Context } from './handler.ts'
import type { PanelAction } from './panel-action.ts'
import { addRates, addUpgradePaths, createPlan, findPlan, setPublished } from './plan-changes.ts'
import { deployFile } from './deployed-files.ts'
import { noSuchRow, Refusal } from './refusal.ts'
import { confirmPlans, copyPlans, delegatePlans, ownTemplate, syncReseller } from './reseller-changes.ts'
import { createType, updateType } from './save-type.ts'
import type { Sync } from './state.ts'
import { addTemplateResource, findTemplate, setTemplateActive, setTemplateLimits } from './template-changes.ts'

type ActionOf<D extends PanelAction['do']> = Extract<PanelAction, { do: D }>

/**
 * Does what the action says.
 * @returns the ids of what was made, see {@link panelActionSchema}.
 * @throws {Refusal} when the panel would show an error; the message says why.
 */
export function applyPanelAction(context: Context, action: PanelAction): Record<string, unknown> {
  switch (action.do) {
    case 'type.save':
      return { id: saveType(context, action) }
    case 'resource-type.create':
      return { resourceTypeId: createResourceType(context, action) }
    case 'resource-category.add-resources':
      return { categoryId: addToResourceCategory(context, action.category, action.resourceIds) }
    case 'resource.set-unit':
      setUnit(context, action)
      return {}
    case 'template.add-resources':
      addTemplateResources(context, action)
      return {}
    case 'plan.create':
      return { planId: createPanelPlan(context, action) }
    case 'plan.add-rates':
      addRates(context, action.planId, action.rates.map(rateDraft))
      return {}
    case 'plan.publish':
      setPublished(context, action.planId, action.published)
      return {}
    case 'plan.add-upgrade-paths':
      addUpgradePaths(context, action.planId, action.toPlanIds)
      return {}
    case 'sales-category.add-plans':
      return { categoryId: addToSalesCategory(context, action.category, action.planIds) }
    case 'template.sync':
      syncTemplate(context, action)
      return {}
    case 'plan.sync':
      noteSync(context, { what: 'plan', ids: [findPlan(context, action.planId).id], resourceIds: [] })
      return {}
    case 'store.sync':
      noteSync(context, { what: 'store', ids: [], resourceIds: [] })
      return {}
    case 'reseller.delegate':
      return { copies: delegatePlans(context, action.account, action.planIds) }
    case 'reseller.sync':
      syncReseller(context, action.account)
      noteSync(context, { what: 'reseller', ids: [action.account], resourceIds: [] })
      return {}
    case 'reseller.confirm':
      confirmPlans(context, action.account)
      return {}
    case 'reseller.add-resources':
      addTemplateResources(context, {
        templateId: ownTemplate(context, action.account).id,
        resourceIds: action.resourceIds,
      })
      return {}
    case 'reseller.copy-plans':
      return { planIds: copyPlans(context, action.account, action.planIds) }
    case 'template.switch':
      setTemplateActive(context, action.templateId, action.active)
      return {}
    case 'package.import':
      return { version: importPackage(context, action.file) }
    case 'package.remove':
      removePackage(context, action.version)
      return {}
    case 'instance.upgrade':
      upgradeInstance(context, action.instanceId, action.version)
      return {}
    case 'tasks.check':
      refuseWhileTasksAreOpen(context)
      return {}
    case 'task.finish':
      if (!context.state.tasks.delete(action.id)) throw noSuchRow('Task', action.id)
      return {}
    case 'script.ran':
      context.state.scripts.add(action.name)
      return {}
    case 'site.deploy':
      return { sha256: deployFile(context, action.file, action.text).sha256 }
  }
}

function saveType(context: Context, { kind, id, instanceId, values }: ActionOf<'type.save'>): string {
  if (id === undefined) {
    const owner = instanceId ?? context.world.instances[0]?.id ?? 0
    return createType(context, { kind, instanceId: owner }, { ...values, description: '' }).id
  }
  if (context.state.types.get(id)?.kind !== kind) throw noSuchRow('APS Resource', id)
  return updateType(context, id, values).id
}

function createResourceType(context: Context, { name, typeId }: ActionOf<'resource-type.create'>): number {
  return addResourceType(context, {
    name,
    description: '',
    resourceClass: 'rc.saas.service.link',
    activationParameters: { app_id: String(context.world.application.id), resource_uid: typeId },
  }).id
}

/** The panel would let it through with the fees of all rates multiplied (APSA-17557); nobody wants to rehearse that. */
function setUnit(context: Context, { resourceId, unit }: ActionOf<'resource.set-unit'>): void {
  const resourceType = context.state.resourceTypes.get(resourceId)
  if (resourceType === undefined) throw noSuchRow('Resource', resourceId)
  const isUsed = [...context.state.plans.values()].some(({ rates }) =>
    rates.some((rate) => rate.resourceId === resourceId),
  )
  if (isUsed) throw new Refusal(`The unit of resource #${resourceId} cannot be changed: plans have rates for it.`)
  context.state.resourceTypes.set(resourceId, { ...resourceType, unit })
}

function refuseWhileTasksAreOpen({ state }: Context): void {
  if (state.tasks.size === 0) return
  const list = [...state.tasks.values()].map(({ name, state: stands }) => `${name} (${stands})`)
  throw new Refusal(`Tasks are not processed: ${list.join(', ')}`)
}

function addTemplateResources(
  context: Context,
  action: Pick<ActionOf<'template.add-resources'>, 'templateId' | 'resourceIds'>,
): void {
  const { templateId, resourceIds } = action
  const wasActive = findTemplate(context, templateId).active
  setTemplateActive(context, templateId, false)
  for (const id of resourceIds) addTemplateResource(context, templateId, id)
  setTemplateLimits(context, templateId, new Map(resourceIds.map((id) => [id, '0'])))
  setTemplateActive(context, templateId, wasActive)
}

function createPanelPlan(context: Context, action: ActionOf<'plan.create'>): number {
  return createPlan(context, {
    name: action.name,
    templateId: action.templateId,
    shortDescription: '',
    longDescription: '',
    published: action.published,
    periods: action.periods.map((period, index) => ({
      ...period,
      renewalFee: period.recurringFee,
      active: true,
      trial: false,
      sortNumber: index + 1,
    })),
    rates: action.rates.map(rateDraft),
  }).id
}

function rateDraft(rate: ActionOf<'plan.add-rates'>['rates'][number]) {
  return { ...rate, showInStore: true, categoryId: null }
}

function syncTemplate(context: Context, { templateId, resourceIds }: ActionOf<'template.sync'>): void {
  const present = new Set(findTemplate(context, templateId).resources.map((resource) => resource.resourceTypeId))
  const absent = resourceIds.find((id) => !present.has(id))
  if (absent !== undefined) throw new Refusal(`Resource #${absent} is not in service template #${templateId}.`)
  noteSync(context, { what: 'template', ids: [templateId], resourceIds })
}

function noteSync(context: Context, sync: Omit<Sync, 'atSeq'>): void {
  context.state.syncs.push({ ...sync, atSeq: context.seq })
}
