/** How an offer stands, in the words and marks that every kind of drawing uses: none is told by colour alone. */

/**
 * `onboarded` has a type in the installation, `new` is asked for in this run, `unusable` cannot be brought, and
 * `available` could be brought and nobody asked for it.
 */
export const nodeStates = ['onboarded', 'new', 'unusable', 'available'] as const

export type NodeState = (typeof nodeStates)[number]

/** The mark that goes before a name where only text can be drawn, and the state in words. */
export const stateSigns: Readonly<Record<NodeState, { mark: string; words: string }>> = {
  onboarded: { mark: '✓', words: 'onboarded' },
  new: { mark: '+', words: 'new' },
  unusable: { mark: '✕', words: 'unusable' },
  available: { mark: '○', words: 'not asked for' },
}
