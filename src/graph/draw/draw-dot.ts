/** A drawing as Graphviz DOT, for everybody with tools of their own. */

import { describeDrawing, type DrawnOffer, type GraphDrawing } from './graph-drawing.ts'
import { groupTwins, rowsOfAlone, type Card } from './group-twins.ts'
import { stateSigns, type NodeState } from './node-state.ts'
import { markupText } from '../../lib/markup-text.ts'

const styles: Readonly<Record<NodeState, { style: string; fill: string; color: string; width: number }>> = {
  onboarded: { style: 'filled', fill: '#d9efe3', color: '#17694a', width: 1.5 },
  new: { style: 'filled,bold', fill: '#dbe9fc', color: '#0b56b0', width: 2.5 },
  unusable: { style: 'filled,dashed', fill: '#f3f0ee', color: '#7a5c4d', width: 1.5 },
  available: { style: 'filled', fill: '#ffffff', color: '#6b7280', width: 1 },
}

/** Offers alike share one node, a table with a row for each; an edge holds for every offer of both its ends. */
export function drawDot(drawing: GraphDrawing): string {
  const graph = groupTwins(drawing)
  const { cards, links } = graph
  return [
    'digraph offers {',
    `  graph [rankdir=LR, ranksep=1.2, nodesep=0.15, charset="UTF-8", fontname="Helvetica", labelloc=t, label=${quoted(
      `${drawing.title}\n${describeDrawing(drawing)}`,
    )}]`,
    '  node [fontname="Helvetica", fontsize=11, margin="0.12,0.06"]',
    '  edge [color="#6b7280", arrowsize=0.6]',
    ...cards.map((card, index) => `  n${index + 1} [${attributesOf(card)}]`),
    ...links.map(({ from, to }) => `  n${from + 1} -> n${to + 1}`),
    ...rowsOfAlone(graph).map((row) => `  ${row.map((card) => `n${card + 1}`).join(' -> ')} [style=invis]`),
    '}',
    '',
  ].join('\n')
}

function attributesOf({ offers, kind }: Card): string {
  const [first] = offers
  if (first === undefined) return ''
  if (offers.length > 1) return `shape=plain, label=${tableOf(offers, kind)}`
  const { style, fill, color, width } = styles[first.state]
  const shape = kind === 'license' ? style : `${style},rounded`
  const penWidth = first.isFocus ? width + 2 : width
  const look = `shape=box, style="${shape}", fillcolor="${fill}", color="${color}", penwidth=${penWidth}`
  return `label=${quoted(textOf(first))}, id="${first.id}", tooltip="${first.id}", ${look}`
}

function textOf({ state, label, note }: DrawnOffer): string {
  return `${stateSigns[state].mark} ${label}${note === undefined ? '' : `\n(${note})`}`
}

/** DOT reads backslashes in quoted labels, and entities too. */
function quoted(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
  return `"${safe}"`
}

function tableOf(offers: readonly DrawnOffer[], kind: Card['kind']): string {
  const rows = offers.map((offer) => {
    const { fill, color } = styles[offer.state]
    const text = markupText(textOf(offer)).replaceAll('\n', '<BR ALIGN="LEFT"/>')
    return `<TR><TD ALIGN="LEFT" BGCOLOR="${fill}" COLOR="${color}">${text}<BR ALIGN="LEFT"/></TD></TR>`
  })
  const look = `CELLBORDER="1" CELLSPACING="2" CELLPADDING="4"${kind === 'license' ? '' : ' STYLE="ROUNDED"'}`
  return `<<TABLE BORDER="1" COLOR="#6b7280" ${look}>${rows.join('')}</TABLE>>`
}
