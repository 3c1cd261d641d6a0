/**
 * Every kind of installation. Plan, events and report are kept as they were when somebody last read them; after a wanted
 * change `vitest --update=true` writes them anew: then read the difference.
 */

import { describeBoth } from './both-procedures.ts'
import { someResellers, versions } from './indirect.ts'
import { noBillingWrites } from './no-billing-writes.ts'
import { smallNew } from './small-new.ts'
import { tenYearsOld } from './ten-years-old.ts'
import { twoInstances } from './two-instances.ts'

for (const world of [smallNew, tenYearsOld, noBillingWrites, twoInstances, ...versions, someResellers]) {
  describeBoth(world)
}
