/** What the whole installation shows when it is read as a run reads it. */

import { firstFew } from '../../lib/text.ts'
import { checkInstallation } from '../../resource/installation-rules.ts'
import { takeInventory } from '../../resource/inventory.ts'
import { readTemplate } from '../../resource/observe/template.ts'
import type { Check, Finding } from '../doctor.ts'

export const template: Check = {
  name: 'template',
  run: async ({ observed, reader }) => {
    const { template: seen, application } = await observed()
    const { resource_types: resources = [] } = await readTemplate(reader, seen.id)
    const appOf = (each: (typeof resources)[number]): string | undefined =>
      each.act_params?.find(({ var_name }) => var_name === 'app_id')?.var_value
    const foreign = resources.filter((each) => {
      const app = appOf(each)
      return app !== undefined && app !== String(application.applicationId)
    })
    const silent = resources.length > 0 && resources.every(({ limit }) => limit === undefined)
    return [
      { health: 'ok', message: `The service template is "${seen.name}" (${seen.id}).` },
      ...(silent
        ? [
            {
              health: 'problem' as const,
              message: 'It does not tell the limits of its resources, so a limit of -1 would not be seen.',
              hint: 'Do not allow ways.service-template here; please report it with the OA build.',
            },
          ]
        : []),
      ...(foreign.length === 0
        ? []
        : [
            {
              health: 'warning' as const,
              message: `It holds resources of other applications: ${firstFew(foreign.map(({ name }) => name))}.`,
              hint: 'Office 365 and Azure resources must not share a template (rule I10).',
            },
          ]),
    ]
  },
}

export const billingPlans: Check = {
  name: 'billing-plans',
  run: async ({ observed, reader }) => {
    const { plans, template: seen } = await observed()
    const [plan] = plans
    if (plan === undefined) {
      return [
        {
          health: 'warning',
          message: 'No service plan uses the template, so what Billing tells of one is not checked.',
        },
      ]
    }
    const details = await reader.read('PlanDetailsGet_API', { PlanID: plan.id })
    const strange = plans.flatMap(({ rates }) => rates).filter(({ resourceId }) => !seen.limits.has(resourceId))
    return [
      details.Published === undefined
        ? {
            health: 'problem',
            message: 'Billing does not tell whether a plan is published, so a new one could be sold unnoticed.',
            hint: 'Leave ways.service-plan at manual.',
          }
        : { health: 'ok', message: 'Billing tells template and publication of plans.' },
      ...(strange.length === 0
        ? []
        : [
            {
              health: 'warning' as const,
              message: `${strange.length} rates are for resources that the template does not hold: ${firstFew(strange.map(({ resourceId }) => String(resourceId)))}.`,
              hint: 'If that is all of them, Billing numbers resources differently here, and nothing should be applied.',
            },
          ]),
    ]
  },
}

export const rules: Check = {
  name: 'rules',
  run: async ({ observed }) => {
    const seen = await observed()
    const found = checkInstallation({ observed: seen, inventory: takeInventory(seen) })
    if (found.length === 0) return [{ health: 'ok', message: 'What is there breaks no rule.' }]
    return found.map(({ rule, label, message, hint }): Omit<Finding, 'check'> => ({
      health: 'warning',
      message: `${rule}: ${label}: ${message}`,
      hint,
    }))
  },
}
