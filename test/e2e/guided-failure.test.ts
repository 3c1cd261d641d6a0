/** A failed operation: again, left out, said to be done, without the offer, or the whole run given up. */

import { describe, expect, it } from 'vitest'
import type { MethodName } from '../../src/oa/methods.ts'
import type { RunSummaryReport } from '../../src/report/run-summary.ts'
import { businessPremium, runsIn } from './rig.ts'
import { expectExit, simulate, type Simulation, writes } from './simulation.ts'

const storage = '53fc25f7-6639-4f78-bb44-3c2dfec3ed40'
const planOperation = 'service-plans:service-plan/031c9e47-4802-4248-838e-778fb1d2cc05'
const typeOperation = `addon-types:addon-type/${storage}`

/** A run in which OA refuses one method, until it is mended. */
async function failedAt(method: MethodName) {
  const simulation = await simulate()
  await simulation.faults([{ method, times: 99, fault: 'refusal' }])
  const failed = await expectExit(simulation.typed('add-offers', businessPremium, '--yes', '--json'), 1)
  const summary = JSON.parse(failed.stdout.trimEnd().split('\n').at(-1) ?? '') as RunSummaryReport
  const resume = (code: number, ...flags: string[]) => expectExit(simulation.typed('resume', '--yes', ...flags), code)
  const mend = () => simulation.faults([])
  return { simulation, config: simulation.urls.config, summary, resume, mend }
}

const planFails = 'bss.addServicePlan'
const flat = (text: string) => text.replace(/\s+/g, ' ')

async function reportOf(simulation: Simulation): Promise<RunSummaryReport> {
  const [run = ''] = await runsIn(simulation.state)
  return JSON.parse((await expectExit(simulation.typed('status', run, '--json'), 0)).stdout) as RunSummaryReport
}

describe('the choices', () => {
  it('stand in the report, each with a command that works as it stands', async () => {
    const { config, summary } = await failedAt(planFails)
    const [failure] = summary.failed
    const resume = `o365-onboard resume ${summary.run} --config ${config}`
    expect(failure?.choices).toEqual([
      { choice: 'retry', command: `${resume} --retry ${planOperation}` },
      { choice: 'skip', command: `${resume} --skip ${planOperation} --reason "…"` },
      { choice: 'settle', command: `${resume} --settle ${planOperation} --id …` },
      { choice: 'exclude', command: `${resume} --exclude 031c9e47-4802-4248-838e-778fb1d2cc05` },
      { choice: 'abandon', command: `o365-onboard abandon ${summary.run} --config ${config} --reason "…"` },
    ])
  })

  it('are told to people too, after what failed', async () => {
    const { resume } = await failedAt(planFails)
    const { stdout } = await resume(1)
    expect(stdout).toContain(`      --skip ${planOperation} --reason "…"\n`)
    expect(stdout).toMatch(/^Next: o365-onboard resume/m)
  })
})

describe('left out with a reason', () => {
  it('goes on, does not demand it in the end, and says so; what needs it is left out too', async () => {
    const { simulation, resume } = await failedAt(planFails)
    const { stdout } = await resume(0, '--skip', planOperation, '--reason', 'priced next week')
    expect(stdout).toMatch(
      /^- Update sales category Office 365 Business: left out, it needs what was left out: Create/m,
    )
    expect(flat(stdout)).toContain(
      '- left out: Create service plan Office 365 Business Premium (priced next week; tester)',
    )
    expect(stdout).toMatch(/^Done\. .* 3 left out, 0 not started\.$/m)
    expect((await simulation.snapshot()).plans.filter(({ templateId }) => templateId === 12)).toEqual([])
    const { outcome, skipped, next } = await reportOf(simulation)
    expect({ outcome, skipped: skipped.length, next }).toEqual({ outcome: 'done', skipped: 3, next: undefined })
    // A new plan shows it again.
    const again = await expectExit(
      simulation.typed('add-offers', businessPremium, '--dry-run', '--detailed-exitcode'),
      2,
    )
    expect(again.stdout).toMatch(/^\+ plan {5}Office 365 Business Premium/m)
  })

  it('needs a reason, an operation that exists, and one that is not done', async () => {
    const { simulation, resume } = await failedAt(planFails)
    expect((await resume(64, '--skip', planOperation)).stderr).toContain('--skip needs a reason.')
    expect((await resume(3, '--skip', `${planOperation}x`, '--reason', 'x')).stderr).toContain('Did you mean')
    const { stderr } = await resume(3, '--skip', typeOperation, '--reason', 'x')
    expect(flat(stderr)).toContain('is done already; a done operation never runs again.')
    expect((await reportOf(simulation)).skipped).toEqual([])
  })
})

describe('said to be done', () => {
  it('is verified by reading, and what needs it goes on', async () => {
    const { simulation, resume } = await failedAt(planFails)
    const { resourceTypes } = await simulation.snapshot()
    const free = { setupFee: 0, recurringFee: 0 }
    const rates = resourceTypes
      .filter(({ id }) => id > 1000404)
      .map(({ id, name }) => {
        const maximum = name === 'Office 365 Business Premium' ? 300 : 10_000_000
        return { resourceId: id, included: 0, minimum: 0, maximum, ...free }
      })
    const periods = [{ length: 1, unit: 'month' as const, ...free }]
    const name = 'Office 365 Business Premium'
    await simulation.click({ do: 'plan.create', name, templateId: 12, published: false, periods, rates })
    const made = (await simulation.snapshot()).plans.find(({ templateId }) => templateId === 12)?.id ?? 0
    const wrong = await resume(1, '--settle', planOperation, '--id', '999')
    expect(flat(wrong.stderr)).toContain(`it was said to be 999, but OA shows ${made} for it.`)
    const { stdout } = await resume(0, '--settle', planOperation, '--id', String(made))
    expect(stdout).toMatch(/^✓ Create service plan Office 365 Business Premium \(by hand, verified\)$/m)
    expect((await reportOf(simulation)).outcome).toBe('done')
  })

  it('is not believed when nothing is there', async () => {
    const { resume } = await failedAt(planFails)
    const { stderr } = await resume(1, '--settle', planOperation, '--id', '12345')
    expect(flat(stderr)).toContain('it was said to be 12345, but OA shows no service plan for it.')
  })
})

describe('without the offer', () => {
  it('does the rest whole: no rate, no limit, no category of it, and the last check agrees', async () => {
    const { simulation, resume, mend } = await failedAt('pem.addResourceTypeToServiceTemplate')
    await mend()
    const { stdout } = await resume(0, '--exclude', 'office 365 extra file storage', '--reason', 'not sold here')
    expect(stdout).toMatch(/^- offer left out: Office 365 Extra File Storage$/m)
    const { templates, plans, resourceCategories } = await simulation.snapshot()
    expect(templates.find(({ id }) => id === 12)?.resources).toHaveLength(7)
    expect(plans.find(({ templateId }) => templateId === 12)?.rates).toHaveLength(3)
    expect(resourceCategories.find(({ name }) => name === 'Extra Storage')?.resourceIds).toEqual([])
  })

  it('names what it does not know', async () => {
    const { resume } = await failedAt(planFails)
    expect((await resume(3, '--exclude', 'Office 365 Extra Storage')).stderr).toMatch(/Did you mean|It makes:/)
  })
})

describe('given up', () => {
  it('is no longer resumed nor warned about, and stays readable', async () => {
    const { simulation, summary, resume } = await failedAt(planFails)
    const made = await writes(simulation)
    const given = await expectExit(simulation.typed('abandon', '--reason', 'other prices'), 0)
    expect(given.stderr).toMatch(/^Abandoned: \S+\. \d+ operations are done and stay; \d+ will not be done\./)
    expect((await resume(0)).stderr).toContain('Nothing to resume')
    expect(flat((await resume(4, summary.run)).stderr)).toContain('was abandoned by tester: other prices.')
    expect(await writes(simulation)).toEqual(made)
    const { stderr } = await expectExit(simulation.typed('add-offers', businessPremium, '--dry-run'), 0)
    expect(stderr).toBe('')
    expect((await expectExit(simulation.typed('runs'), 0)).stdout).toMatch(/ {2}abandoned {2}/)
  })

  it('is refused while a template is owed', async () => {
    const simulation = await simulate()
    await simulation.faults([
      { method: 'pem.setSTRTLimits', times: 99, fault: 'error-before' },
      { method: 'pem.activateST', times: 99, fault: 'error-before' },
    ])
    await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 1)
    const { stderr } = await expectExit(simulation.typed('abandon', '--reason', 'x'), 4)
    expect(flat(stderr)).toContain('cannot be abandoned: it made the service template "Office 365" (12) inactive')
  })

  it('is refused while a lost call may still act, and so is a new plan', async () => {
    const simulation = await simulate({ quarantineSeconds: 600 })
    await simulation.faults([{ write: 1, fault: 'reset-before' }])
    await expectExit(simulation.typed('add-offers', businessPremium, '--yes', '--no-wait'), 7)
    const given = await expectExit(simulation.typed('abandon', '--reason', 'x'), 7)
    expect(flat(given.stderr)).toMatch(/cannot be abandoned yet: .* until \d\d:\d\d\. → Type it again at \d\d:\d\d/)
    const made = (await writes(simulation)).length
    const { stderr } = await expectExit(simulation.typed('add-offers', businessPremium, '--yes'), 7)
    expect(flat(stderr)).toMatch(
      /has calls without an answer, and their work may still be done until \d\d:\d\d: Create/,
    )
    expect(await writes(simulation)).toHaveLength(made)
  })
})
