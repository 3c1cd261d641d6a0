/** What the three listeners share. */

import type { CallLog } from './call-log.ts'
import type { Engine } from './engine.ts'
import type { World } from './world.ts'

export interface Service {
  world: World
  engine: Engine
  log: CallLog
}
