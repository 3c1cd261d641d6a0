/** The checks, in the order in which one builds on the other. A new check is one file and one line here. */

import { allowedReads } from './checks/allowed-reads.ts'
import { billing } from './checks/billing.ts'
import { endpoints } from './checks/endpoints.ts'
import { methods } from './checks/methods.ts'
import { billingPlans, rules, template } from './checks/observed.ts'
import { stateFolder } from './checks/state-folder.ts'
import { properties, types } from './checks/types.ts'
import { versions } from './checks/versions.ts'
import type { Check } from './doctor.ts'

export const checks: readonly Check[] = [
  endpoints,
  methods,
  types,
  properties,
  versions,
  billing,
  template,
  billingPlans,
  rules,
  allowedReads,
  stateFolder,
]
