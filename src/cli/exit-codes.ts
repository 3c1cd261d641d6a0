/** Exit codes are a contract: scripts depend on them (design, section 8). */

import type { StopKind } from '../lib/onboard-error.ts'

export const exitCodes = {
  done: { code: 0, meaning: 'done, or nothing to do' },
  failed: { code: 1, meaning: 'an operation failed, OA refused or could not be reached, or a fault in the program' },
  pending: {
    code: 2,
    meaning: 'changes are pending (with `--dry-run --detailed-exitcode`), or `catalog diff` or `verify` found any',
  },
  'invalid-input': { code: 3, meaning: 'invalid input: catalog, runbook, configuration, plan file' },
  'refused-by-safety': { code: 4, meaning: 'refused by a safety rule' },
  'stale-plan': { code: 5, meaning: 'stale plan: the installation is no longer what the plan saw' },
  'waiting-for-person': { code: 6, meaning: 'waiting for a person' },
  uncertain: { code: 7, meaning: 'uncertain: an outcome could not be settled by reading' },
  locked: { code: 8, meaning: 'locked by another run' },
  usage: { code: 64, meaning: 'usage' },
  interrupted: { code: 130, meaning: 'interrupted' },
} as const satisfies Record<StopKind | 'done' | 'pending', { code: number; meaning: string }>
