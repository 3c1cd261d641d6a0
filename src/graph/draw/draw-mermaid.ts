/** A drawing as a Mermaid flowchart, which Markdown pages show: GitHub, GitLab, Azure DevOps and most wikis. */

import { count } from '../../lib/text.ts'
import { describeDrawing, type DrawnOffer, type GraphDrawing } from './graph-drawing.ts'
import { groupTwins, rowsOfAlone, type Card } from './group-twins.ts'
import { nodeStates, stateSigns, type NodeState } from './node-state.ts'

/** Border style and mark tell the states apart; colours only help, and are readable on light and dark pages. */
const classes: Readonly<Record<NodeState, string>> = {
  onboarded: 'fill:#d9efe3,stroke:#17694a,stroke-width:2px,color:#0d2b20',
  new: 'fill:#dbe9fc,stroke:#0b56b0,stroke-width:4px,color:#0a2447',
  unusable: 'fill:#f3f0ee,stroke:#7a5c4d,stroke-width:2px,stroke-dasharray:6 4,color:#4a3a32',
  available: 'fill:#ffffff,stroke:#6b7280,stroke-width:1px,color:#1f2937',
}

/** Above this a page must allow longer texts before Mermaid shows it. */
const MERMAID_MAX_TEXT = 50_000

/**
 * Writes square boxes for what stands alone and rounded ones for add-ons. Twins share a frame, and a line between two
 * frames holds for every offer in them.
 */
export function drawMermaid(drawing: GraphDrawing): string {
  const graph = groupTwins(drawing)
  const { cards, links } = graph
  const text = [
    '---',
    `title: ${JSON.stringify(drawing.title)}`,
    '---',
    'flowchart LR',
    `  %% ${describeDrawing(drawing)}`,
    `  %% Square: base offer. Round: add-on. ${signs()}. A line: the left one is a possible parent; any one suffices.`,
    ...cards.flatMap(cardLines),
    ...links.map(({ from, to }) => `  ${nameOf(cards[from], from)} --> ${nameOf(cards[to], to)}`),
    ...rowsOfAlone(graph).map((row) => `  ${row.map((card) => nameOf(cards[card], card)).join(' ~~~ ')}`),
    ...nodeStates.flatMap((state) => classLines(state, cards)),
    ...frameLines(cards),
    '',
  ].join('\n')
  return text.length <= MERMAID_MAX_TEXT ? text : text.replace('flowchart LR', `${tooLong(text)}\nflowchart LR`)
}

function signs(): string {
  return nodeStates.map((state) => `${stateSigns[state].mark} ${stateSigns[state].words}`).join(', ')
}

function tooLong(text: string): string {
  return `%% Longer than Mermaid's usual limit: needs mermaid.initialize({ maxTextSize: ${text.length + 1000} }).`
}

function nameOf(card: Card | undefined, index: number): string {
  return card !== undefined && card.offers.length > 1 ? `g${index + 1}` : offerName(index, 0)
}

function offerName(card: number, row: number): string {
  return `n${card + 1}_${row + 1}`
}

function cardLines({ offers }: Card, index: number): string[] {
  const boxes = offers.map((offer, row) => `  ${offerName(index, row)}${boxOf(offer)}`)
  if (offers.length === 1) return boxes
  return [
    `  subgraph g${index + 1}["${count(offers.length, offers[0]?.kind === 'addon' ? 'add-on' : 'base offer')}"]`,
    '    direction LR',
    ...boxes.map((box) => `  ${box}`),
    '  end',
  ]
}

function boxOf({ kind, state, label, note, isFocus }: DrawnOffer): string {
  const text = escaped(`${stateSigns[state].mark} ${label}`)
  const words = `${isFocus ? `<b>${text}</b>` : text}${note === undefined ? '' : `<br/><i>${escaped(note)}</i>`}`
  return kind === 'license' ? `["${words}"]` : `(["${words}"])`
}

/**
 * Mermaid reads quotes, tags, entities, comments and directives even inside quoted text, so all but plain letters,
 * digits and harmless marks is written by its number.
 */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} .,()/+–—’'™®✓✕○-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`)
}

/** Frames without the theme's own colour, which would drown that of the offers. */
function frameLines(cards: readonly Card[]): string[] {
  const names = cards.flatMap((card, index) => (card.offers.length > 1 ? [nameOf(card, index)] : []))
  return names.length === 0 ? [] : ['  classDef frame fill:none,stroke:#8a94a3', `  class ${names.join(',')} frame`]
}

function classLines(state: NodeState, cards: readonly Card[]): string[] {
  const names = cards.flatMap(({ offers }, index) =>
    offers.flatMap((offer, row) => (offer.state === state ? [offerName(index, row)] : [])),
  )
  if (names.length === 0) return []
  return [`  classDef ${state} ${classes[state]}`, `  class ${names.join(',')} ${state}`]
}
