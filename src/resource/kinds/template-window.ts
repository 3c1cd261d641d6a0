/** The template window: deactivate, add, limits, activate. Whatever happens inside, it is closed again. */

import { z } from 'zod'
import type { OaReader } from '../../oa/oa-client.ts'
import { isFinal, OnboardError } from '../../lib/onboard-error.ts'
import {
  addressSchema,
  type Address,
  type Debt,
  type Look,
  type Target,
  type Task,
  type Way,
  type Writer,
} from '../resource.ts'

/** What OA gives a resource that is added: no limit at all (oa-wire.md, section 5.1). */
const UNLIMITED = -1

export const templateValue = z.object({
  /** Limits by the address of the resource type. */
  limits: z.record(addressSchema, z.int()),
})
export type TemplateValue = z.infer<typeof templateValue>

interface Wanted {
  id: number
  limit: number
}

export const templateWindow: Way<TemplateValue> = {
  name: 'pem',
  // `deactivateST` is known by name only, the other three from client code (oa-wire.md, section 5.1).
  grade: 'inferred',
  verbs: ['create', 'update'],
  methods: ['pem.deactivateST', 'pem.addResourceTypeToServiceTemplate', 'pem.setSTRTLimits', 'pem.activateST'],
  parallel: 1,
  async perform(task) {
    const { client, target } = task
    const templateId = Number(task.key)
    const limits = Object.entries(task.value.limits)
    const wanted = limits.map(([key, limit]) => ({ id: Number(task.idOf(key as Address)), limit }))
    const { active, present } = await readTemplate(client, templateId)
    const missing = wanted.filter(({ id }) => !present.has(id))
    const unlimited = wanted.filter(({ id, limit }) => present.has(id) && present.get(id) !== limit)
    if (missing.length + unlimited.length === 0) return templateId
    const edited = { templateId, vendorAccount: target.vendorAccount }
    if (!active) {
      await change(client, edited, missing, [...missing, ...unlimited])
      return templateId
    }
    const debt: Debt = { kind: 'template-window', templateId, templateName: task.label }
    await task.debts.open(debt)
    try {
      const { name, params, look } = deactivation(client, templateId)
      // A late activation would end the window in the middle.
      await client.write(name, params, look, { notBefore: 'pem.activateST' })
      await change(client, edited, missing, [...missing, ...unlimited])
      await activate(client, templateId)
    } catch (error) {
      await closeAfterFailure(task, wanted, debt, error)
      throw error
    }
    await task.debts.settle(debt)
    return templateId
  },
}

/**
 * The write that opens a window. Of all four only this one does harm when it is done late: after the template was
 * activated again it would stay inactive, and nobody would know. So nothing is activated for good before every lost
 * deactivation was seen to be done or cannot come any more.
 */
export function deactivation(reader: OaReader, templateId: number) {
  return {
    name: 'pem.deactivateST',
    params: { st_id: templateId },
    look: seeTemplate(reader, templateId, isInactive),
  } as const
}

const isInactive = ({ active }: TemplateRead): boolean => !active

/** The write that makes a template active. */
export function activation(reader: OaReader, templateId: number) {
  return {
    name: 'pem.activateST',
    params: { st_id: templateId },
    look: seeTemplate(reader, templateId, ({ active }) => active),
  } as const
}

async function activate(client: Writer, id: number): Promise<void> {
  const { name, params, look } = activation(client, id)
  await client.write(name, params, look, { repeatable: true })
}

async function change(
  client: Writer,
  target: Pick<Target, 'templateId' | 'vendorAccount'>,
  missing: readonly Wanted[],
  limits: readonly Wanted[],
): Promise<void> {
  const { templateId, vendorAccount } = target
  // One at a time: parallel edits of one template are known to deadlock (oa-wire.md, section 9).
  for (const { id } of missing) {
    const look = seeTemplate(client, templateId, ({ present }) => present.has(id))
    const params = { owner_id: vendorAccount, st_id: templateId, rt_id: id }
    // A template holds a resource once (inferred), so adding it again makes no second one; waiting would prolong the outage.
    await client.write('pem.addResourceTypeToServiceTemplate', params, look, { repeatable: true })
  }
  await setLimits(client, templateId, limits)
}

async function setLimits(client: Writer, templateId: number, limits: readonly Wanted[]): Promise<void> {
  const look = seeTemplate(client, templateId, ({ present }) =>
    limits.every(({ id, limit }) => present.get(id) === limit),
  )
  const rows = limits.map(({ id, limit }) => ({ resource_id: id, resource_limit64: String(limit) }))
  await client.write('pem.setSTRTLimits', { st_id: templateId, limits: rows }, look, { repeatable: true })
}

async function closeAfterFailure(
  task: Task<TemplateValue>,
  wanted: readonly Wanted[],
  debt: Debt,
  cause: unknown,
): Promise<void> {
  // Nothing can be noted any more, so nothing may be changed: whoever goes on closes it.
  if (isFinal(cause)) throw cause
  try {
    await closeTemplateWindow(task.client, debt, wanted)
    await task.debts.settle(debt)
  } catch (error) {
    if (isFinal(error)) throw error
    throw new OnboardError({
      kind: 'failed',
      code: 'apply/template-left-inactive',
      message:
        `The service template "${debt.templateName}" (${debt.templateId}) IS INACTIVE and nothing on it can be sold. ` +
        `${messageOf(cause)} Activating it again failed too: ${messageOf(error)}`,
      hint: 'Type: o365-onboard resume. Or by hand: Operations, Products > Service Templates, open it, set any Unlimited license limit to 0, Activate.',
      facts: { templateId: debt.templateId },
      cause,
    })
  }
}

/**
 * Makes the template active again. What was added meanwhile must not be sold without a limit, so limits come first.
 *
 * @param wanted the limits this run meant to set
 */
export async function closeTemplateWindow(client: Writer, debt: Debt, wanted: readonly Wanted[]): Promise<void> {
  const { active, present } = await readTemplate(client, debt.templateId)
  if (active) return
  const unlimited = wanted.filter(({ id, limit }) => present.get(id) === UNLIMITED && limit !== UNLIMITED)
  if (unlimited.length > 0) await setLimits(client, debt.templateId, unlimited)
  await activate(client, debt.templateId)
}

/** What OA answers to these writes is nothing. */
function seeTemplate(reader: OaReader, id: number, isDone: (template: TemplateRead) => boolean): Look<undefined> {
  return async () => (isDone(await readTemplate(reader, id)) ? [{ id, result: undefined }] : [])
}

interface TemplateRead {
  active: boolean
  /** Limits by id of the resource type. */
  present: ReadonlyMap<number, number>
}

async function readTemplate(client: OaReader, id: number): Promise<TemplateRead> {
  const template = await client.read('pem.getServiceTemplate', { st_id: id, get_resources: true, get_full_info: true })
  const rows = (template.resource_types ?? []).map((r) => [r.resource_type_id, Number(r.limit ?? UNLIMITED)] as const)
  return { active: template.is_active, present: new Map(rows) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
