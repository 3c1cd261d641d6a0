/** Which segment an offer belongs to, as far as price list or name tell. */

import type { Offer, Segment } from './offer.ts'

/** Microsoft's words for editions, in the order in which they are tried. */
const editions: readonly (readonly [Segment, RegExp])[] = [
  ['charity', /\b(non-?profits?|charit(y|ies))\b/i],
  ['academic', /\b(faculty|students?|academic|education|edu)\b/i],
  ['government', /\b(gover?n?ment|gcc|gov)\b/i],
]

/**
 * The segment that the price list gives; without one, that of the edition in brackets at the end of the name, such as
 * "(Nonprofit Staff Pricing)"; without one, corporate. Only words in brackets count: a name may speak of education
 * and be for everybody.
 */
export function segmentOf({ segment, name }: Pick<Offer, 'segment' | 'name'>): Segment {
  if (segment !== undefined) return segment
  const brackets = name.match(/\([^()]*\)/g)?.join(' ') ?? ''
  return editions.find(([, words]) => words.test(brackets))?.[0] ?? 'corporate'
}
