/** An offer that resellers sell already and the new one that it can be upgraded to: what procedure A has most to do with. */

import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { businessPremium, newFolder } from './rig.ts'
import { changedConfig, type Simulation } from './simulation.ts'

const PREMIUM = '031c9e47-4802-4248-838e-778fb1d2cc05'
const ESSENTIALS = 'bd938f12-058f-4927-bba3-ae36b1d2501c'

/** @returns a catalog of Business Essentials, which `indirect-provider` sells, and Business Premium, which is new */
export async function upgradeCatalog(): Promise<string> {
  const file = join(await newFolder(), 'offers.csv')
  const [head = '', premium = ''] = readFileSync(businessPremium, 'utf8').split('\n')
  const essentials = `Office 365 Business Essentials,${ESSENTIALS},O365_BUSINESS_ESSENTIALS,Base,1 Year,annual;monthly,1,300,2,Concurrent,,${PREMIUM},,,Mail.,United States`
  await writeFile(file, `${[head, premium, essentials].join('\n')}\n`)
  return file
}

/** @returns a configuration by which old plans may get paths to new ones, which is what P20 is about */
export function withOldPlans(simulation: Simulation): Promise<string> {
  return changedConfig(simulation, (given) => ({ ...given, policy: { plans: { existing: 'compatible' } } }))
}
