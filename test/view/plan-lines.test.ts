/** A plan as people see it: it fits their screen, and nothing in a name can take hold of their terminal. */

import stringWidth from 'string-width'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Operation, Plan } from '../../src/plan/plan.ts'
import { planLines } from '../../src/view/plan-text.ts'
import { createStyle } from '../../src/view/style.ts'
import { businessPremium, phoneSystem } from '../e2e/rig.ts'
import { simulate } from '../e2e/simulation.ts'

let example: Plan
let phone: Plan

beforeAll(async () => {
  const simulation = await simulate()
  const plan = async (catalog: string) =>
    JSON.parse((await simulation.typed('add-offers', catalog, '--dry-run', '--json')).stdout) as Plan
  example = await plan(businessPremium)
  phone = await plan(phoneSystem)
})

const plain = createStyle(false)
const show = (plan: Plan, width: number, details = false) => planLines(plan, { style: plain, width, details })

/** The same plan with every name written in another way. */
function renamed(plan: Plan, change: (name: string) => string): Plan {
  return {
    ...plan,
    runbook: { ...plan.runbook, title: change(plan.runbook.title) },
    target: { ...plan.target, installation: change(plan.target.installation), templateName: change('Office 365') },
    operations: plan.operations.map((operation) => ({
      ...operation,
      label: change(operation.label),
      title: change(operation.title),
      reason: change(operation.reason),
      ...(operation.manual === undefined
        ? {}
        : { manual: { where: change(operation.manual.where), lines: operation.manual.lines.map(change) } }),
    })),
    names: Object.fromEntries(Object.entries(plan.names).map(([key, name]) => [key, change(name)])),
    diagnostics: plan.diagnostics.map((each) => ({ ...each, message: change(each.message), hint: change('Look.') })),
  }
}

describe('width', () => {
  it("shows the KB's example on a screen of 80 by 24, with a line for each object", () => {
    const lines = show(example, 80)
    expect(lines.length).toBeLessThanOrEqual(24)
    for (const { label } of example.operations.filter(({ action }) => action !== 'check'))
      expect(lines.join('\n')).toContain(label.slice(0, 28))
    expect(lines.join('\n')).toMatch(/INACTIVE/)
  })

  it.each([80, 60, 40, 30, 120])('never writes past column %i', (width) => {
    for (const plan of [example, phone])
      for (const line of show(plan, width)) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
  })

  it.each([80, 40])('never writes past column %i in names of wide letters', (width) => {
    const wide = renamed(example, (name) => `商業版${name.slice(0, 6)}🏢`)
    for (const line of show(wide, width)) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
  })

  it.each([80, 40])('never writes past column %i when there is nothing to do', (width) => {
    const nothing = { ...example, operations: [] }
    const lines = show(nothing, width)
    expect(lines.join(' ')).toContain('No changes')
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(width)
  })

  it('cuts nothing where there is no width', () => {
    const lines = show(example, Infinity)
    expect(lines.join('\n')).not.toContain('…')
    expect(lines.join('\n')).toContain('Exchange Online Archiving for Exchange Online')
  })

  it('shows the first few of very many of a step, and says how many more there are', () => {
    const [first] = example.operations
    const many = Array.from({ length: 100 }, (_, n): Operation => ({
      ...(first as Operation),
      id: `x${n}`,
      label: `Offer ${n}`,
    }))
    const lines = show({ ...example, operations: many }, 80)
    expect(lines.filter((line) => line.includes('Offer '))).toHaveLength(4)
    expect(lines.join('\n')).toContain('and 96 more')
    for (const line of show({ ...example, operations: many }, 40)) expect(stringWidth(line)).toBeLessThanOrEqual(40)
    expect(show({ ...example, operations: many }, 80, true).filter((line) => line.includes('+ '))).toHaveLength(100)
  })
})

describe('what is shown', () => {
  it('marks what is made, changed, synchronized and checked, and what people do', () => {
    const text = show(example, 80)
    const marked = (mark: string) => text.filter((line) => line.startsWith(`${mark} `))
    expect(marked('+')).toHaveLength(example.summary.create)
    expect(marked('~')).toHaveLength(example.summary.update)
    expect(marked('>')).toHaveLength(example.summary.sync + example.summary.do)
    expect(text.filter((line) => line.includes('by hand') && !line.startsWith('Plan:'))).toHaveLength(
      example.summary.manual,
    )
  })

  it('shows names instead of ids, and with --details every field, reason and instruction', () => {
    expect(show(example, Infinity).join('\n')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    const details = show(example, Infinity, true).join('\n')
    expect(details).toContain('031c9e47-4802-4248-838e-778fb1d2cc05')
    expect(details).toContain('because: ')
    expect(details).toContain('Billing: Products > Resources > Resource Categories')
  })
})

describe('safety', () => {
  const evil = (name: string) => `\u001b[2J\u001b]0;owned\u0007${name}\r\u009b31m\u202egnp.exe\n\u2028`

  it.each([false, true])('lets no control character of a name through (details: %s)', (details) => {
    const lines = planLines(renamed(example, evil), { style: plain, width: 80, details })
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
    expect(lines.join('\n')).toContain('\\u{1b}')
  })

  it('lets none through in the values of changed fields', () => {
    const operations = example.operations.map((operation) => ({
      ...operation,
      changes: [
        { field: 'provisioningId', to: evil('A') },
        { field: 'parents', from: [evil('x')], to: [evil('y')] },
        { field: 'unknown', to: { deep: evil('z') } },
      ],
    }))
    for (const line of planLines({ ...example, operations }, { style: plain, width: Infinity, details: true }))
      expect(line).not.toMatch(/[\p{Cc}\u202e\u2028]/u)
  })
})
