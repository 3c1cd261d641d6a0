/** Plans: made from whatever catalog or runbook got so far, read from files, shown, and held against an installation. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '../../../src/lib/json.ts'
import { packageRoot } from '../../../src/lib/package-root.ts'
import { planFrom } from '../../../src/onboard.ts'
import { checkFresh } from '../../../src/run/check-fresh.ts'
import { readPlan, writePlan } from '../../../src/plan/plan-file.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { siteSchema } from '../../../src/resource/site.ts'
import { foldEvents } from '../../../src/run/run-state.ts'
import { summariseRun } from '../../../src/report/run-summary.ts'
import { loadOfferRunbook } from '../../../src/runbook/load-runbook.ts'
import type { OfferRunbook } from '../../../src/runbook/runbook.ts'
import { planLines } from '../../../src/view/plan-text.ts'
import { createStyle } from '../../../src/view/style.ts'
import { summaryLines } from '../../../src/view/summary-text.ts'
import { emptyInstallation } from '../../plan/small-world.ts'
import { mutate, mutateData } from './mutate.ts'
import { Broken, refuseControls, type Subject, unlessRefused } from './subject.ts'

const site = siteSchema.parse({})
const observed = emptyInstallation()
const installation = { name: 'torture', endpoint: 'http://oa.example:8440', site }
const style = createStyle(false)
const standard = loadOfferRunbook(join(packageRoot, 'runbooks', 'add-offers.yaml'))

/** A plan for all that a catalog has, by the standard procedure unless another one is given. */
export async function planFor(file: string, runbook?: OfferRunbook): Promise<Plan> {
  const request = { runbook: runbook ?? (await standard), catalogFiles: [file], wanted: [], plans: [], installation }
  const { plan } = await planFrom(request, () => Promise.resolve(observed))
  showPlan(plan)
  return plan
}

/** All that people see of a plan. */
export function showPlan(plan: Plan): void {
  for (const options of [
    { style, width: 80, details: false },
    { style, width: Infinity, details: true },
  ]) {
    refuseControls(planLines(plan, options).join('\n'), 'the plan')
  }
  const report = summariseRun('run', plan, foldEvents([]), 'interrupted')
  refuseControls(summaryLines(report, style, 80).join('\n'), 'the summary')
}

export function samplePlan(): Promise<Plan> {
  return planFor(join(packageRoot, 'catalog-samples', 'phone-system.csv'))
}

export const planSubject: Subject = {
  name: 'plan file',
  count: 1200,
  async open(folder) {
    const plan = await samplePlan()
    const file = join(folder, 'plan.json')
    const bytes = Buffer.from(JSON.stringify(plan, null, 1))
    return {
      make(chance) {
        if (chance.below(2) === 0) return mutate(bytes, chance)
        // With a digest that fits: whoever forges a plan can compute one.
        const forged = { ...(mutateData(plan, chance) as Plan), digest: undefined }
        return Buffer.from(JSON.stringify({ ...forged, digest: digestOf(forged) }))
      },
      async feed(input) {
        await writeFile(file, input)
        const read = await unlessRefused(() => readPlan(file))
        if (read === undefined) return 'refused'
        showPlan(read)
        await unlessRefused(() => {
          checkFresh(read, observed)
        })
        await writePlan(file, read)
        const again = await readPlan(file)
        if (digestOf(again) !== digestOf(read)) throw new Broken('a plan does not come back as it was')
        return 'accepted'
      },
    }
  },
}
