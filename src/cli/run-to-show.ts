/** The run that a command without a run id means: the last unfinished one, else the last of all. */

import { OnboardError } from '../lib/onboard-error.ts'
import type { RunStore, RunSummary } from '../run/run-store.ts'

/** @throws OnboardError `run/none`, and as `RunStore.read` does */
export async function runToShow(store: RunStore, id: string | undefined): Promise<RunSummary> {
  return store.read(id ?? (await store.lastUnfinished())?.id ?? (await store.list()).at(-1) ?? missing())
}

function missing(): never {
  throw new OnboardError({
    kind: 'invalid-input',
    code: 'run/none',
    message: 'No run was started here yet.',
    hint: 'Start one: o365-onboard add-offers <catalog>',
  })
}
