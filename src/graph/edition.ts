/** Editions of the same product for different customers, as far as Microsoft's names tell them. */

/**
 * The price edition in an offer's name, such as `nonprofit staff pricing`; empty for the commercial one. The legacy
 * matrix has no column for it, so this only ever decides between offers that would do equally well.
 */
export function editionOf(name: string): string {
  return /\(([^()]*pricing)\)/i.exec(name)?.[1]?.toLowerCase() ?? ''
}
