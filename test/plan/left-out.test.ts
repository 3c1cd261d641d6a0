/** A runbook without a step: its operations are not made, what needs them is not either, and the plan says so. */

import { expect, it } from 'vitest'
import { readRunbookWithout } from './runbooks.ts'
import { catalogOf, emptyInstallation, guid, offer, plan, sold, type, type World } from './small-world.ts'

const catalog = catalogOf(offer(1, { convertsTo: [2] }), offer(2), offer(5, { parents: [1] }))

function without(steps: string[], more: Partial<World> = {}) {
  const made = plan({ catalog, runbook: readRunbookWithout(...steps), ...more })
  return {
    steps: [...new Set(made.operations.map(({ step }) => step))],
    findings: made.diagnostics
      .filter(({ severity }) => severity === 'warning')
      .map(({ code, message }) => `${code}: ${message}`),
    made,
  }
}

it('warns of what nobody makes, and makes the rest', () => {
  const { steps, findings, made } = without(['sales-categories'])
  expect(findings).toEqual([
    'plan/step-left-out: The runbook add-offers has no step that makes these (sales-category) what they should be: Office 365.',
  ])
  expect(made.diagnostics.find(({ code }) => code === 'plan/step-left-out')).toMatchObject({
    at: { file: 'edited.yaml' },
    hint: 'Add a step "ensure: sales-category", or do this by hand.',
  })
  expect(steps).toContain('service-plans')
  expect(steps).not.toContain('sales-categories')
})

it('drops what needs it, and what needs that, each with a warning', () => {
  const { steps, findings } = without(['addon-resource-types'])
  expect(steps).toEqual([
    'license-types',
    'addon-types',
    'license-resource-types',
    'resource-categories',
    'store-sync',
    'verify',
  ])
  const [first, ...needs] = findings
  expect(first).toContain('has no step that makes these (resource-type) what they should be: Offer 5.')
  const missing = (what: string, need: string) =>
    `plan/need-left-out: ${what} is left out: it needs ${need}, which no step provides.`
  expect(needs).toEqual([
    missing('resource category "Other Add-Ons"', `resource-type/${guid(5)} (Offer 5)`),
    missing('service template "Office 365"', `resource-type/${guid(5)} (Offer 5)`),
    missing('service plan "Offer 1"', `resource-type/${guid(5)} (Offer 5)`),
    missing('service plan "Offer 2"', 'service-template/12 (Office 365)'),
    missing('upgrade paths "Offer 1"', `service-plan/${guid(1)} (Offer 1)`),
    missing('sales category "Office 365"', `service-plan/${guid(1)} (Offer 1)`),
  ])
})

it('makes no plan whose resources are not in the template (rule I11), and makes it when they are', () => {
  const { steps, findings } = without(['service-template'])
  expect(steps).not.toContain('service-plans')
  expect(findings.some((finding) => finding.includes('"Offer 2" is left out: it needs service-template/12'))).toBe(true)
  const observed = emptyInstallation(
    sold(type('license', 1, { upgrades: [guid(2)] }), type('license', 2), type('addon', 5, { parents: [guid(1)] })),
  )
  expect(without(['service-template'], { observed }).steps).toContain('service-plans')
})

it('needs no step for what exists', () => {
  const observed = emptyInstallation(sold(type('license', 1, { upgrades: [guid(2)] }), type('license', 2)))
  const { findings, steps } = without(['license-types', 'license-resource-types'], { observed })
  expect(findings).toEqual([])
  expect(steps).toContain('service-plans')
})

it('changes the old parents in the step for what exists, and nowhere else', () => {
  const observed = emptyInstallation(sold(type('license', 2), type('addon', 5, { parents: [guid(2)] })))
  const { findings, steps } = without(['addon-parents'], { observed })
  expect(steps).not.toContain('addon-types')
  expect(findings).toEqual([
    'plan/step-left-out: The runbook add-offers has no step that makes these (addon-type) what they should be: Offer 5.',
  ])
})

it('makes each thing in the first step that fits, and waits for needs whatever the order of steps', () => {
  const runbook = readRunbookWithout()
  const reversed = { ...runbook, steps: [...runbook.steps].reverse() }
  const made = plan({ catalog, runbook: reversed })
  const usual = plan({ catalog })
  const ids = (operations: typeof made.operations) =>
    operations.filter(({ type: kind }) => kind !== 'check').map(({ id }) => id)
  const changes = (list: string[]) => list.filter((id) => !id.includes('sync') && !id.endsWith(':do')).sort()
  expect(changes(ids(made.operations))).toEqual(changes(ids(usual.operations)))
  const resource = made.operations.find(({ address }) => address === `resource-type/${guid(1)}`)
  expect(resource?.needs).toEqual([`license-types:license-type/${guid(1)}`])
})
