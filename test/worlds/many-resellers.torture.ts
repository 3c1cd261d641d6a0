/** 1,200 resellers in three tiers: both procedures to their ends, some thousand operations each. `npm run test:resellers` */

import { vi } from 'vitest'
import { describeBoth } from './both-procedures.ts'
import { manyResellersWorld } from './indirect.ts'

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 600_000 })

describeBoth(manyResellersWorld)
