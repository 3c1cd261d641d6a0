/** Remembers what was derived from a context: several kinds of resources, and several findings, ask for the same. */

import type { WishContext } from './wish-context.ts'

/** @param derive pure; called once for each context, and its result must not be changed by anybody */
export function perContext<Result>(derive: (context: WishContext) => Result): (context: WishContext) => Result {
  const known = new WeakMap<WishContext, { result: Result }>()
  return (context) => {
    const { result } = known.get(context) ?? { result: derive(context) }
    known.set(context, { result })
    return result
  }
}
