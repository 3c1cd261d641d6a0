/** Gives a plan its digest, by which an edited one is known. */

import { digestOf } from '../lib/json.ts'
import type { Plan } from './plan.ts'

/** @param body whatever digest it has is replaced */
export function sealPlan(body: Omit<Plan, 'digest'> & { digest?: string }): Plan {
  // Through JSON once, so that a plan in memory and one from a file are the same.
  const plain = JSON.parse(JSON.stringify({ ...body, digest: undefined })) as Omit<Plan, 'digest'>
  return { ...plain, digest: digestOf(plain) }
}
