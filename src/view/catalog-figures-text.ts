/** A whole catalog on one screen of figures. */

import type { CatalogFigures } from '../catalog/figures.ts'
import type { GraphFigures } from '../graph/figures.ts'
import { printable } from '../lib/printable.ts'
import { count, firstFew } from '../lib/text.ts'
import { labelledRow } from './labelled-row.ts'
import { wrap } from './layout.ts'
import type { Style } from './style.ts'

export interface FiguresText {
  files: readonly string[]
  catalog: CatalogFigures
  graph: GraphFigures
  /** How many offers can be sold here, and how many add-ons of these have no base that can. */
  sellable: { offers: number; withoutUsableParent: number }
  /** How many offers of the catalog have a type in the installation. */
  installed?: { name: string; onboarded: number; fresh: number; beyond: number }
}

export function figuresLines(
  { files, catalog, graph, sellable, installed }: FiguresText,
  style: Style,
  width: number,
): string[] {
  const row = (label: string, text: string): string[] => labelledRow(label, text, { style, width })
  const { parentsPerAddon: perAddon } = graph
  return [
    ...wrap(printable(files.join(', ')), width).map((line) => style.strong(line)),
    ...row('Offers', `${catalog.offers}: ${kinds(catalog)}`),
    ...row('Sold here', soldHere(catalog, sellable)),
    ...(installed === undefined
      ? []
      : [
          ...row(
            'Onboarded',
            `${installed.onboarded} in ${installed.name}; ${installed.fresh} more could be${beyond(installed.beyond)}`,
          ),
        ]),
    ...row('Segments', segments(catalog)),
    ...row('Prices', prices(catalog)),
    ...row('Countries', String(catalog.countries)),
    '',
    ...row(
      'Parents',
      `${graph.parentEdges} references, ${graph.resolvingEdges} resolve, ${graph.unresolvedEdges} do not (normal)`,
    ),
    ...row('', `to ${count(graph.distinctParents, 'offer')}, ${graph.danglingParents} of them not in the catalog`),
    ...row(
      'Per add-on',
      `${perAddon.min} to ${perAddon.max}, median ${perAddon.median}, mean ${perAddon.mean}; in the catalog mean ${perAddon.meanResolving}`,
    ),
    ...row(
      '',
      `${count(graph.addonsWithDanglingParent, 'add-on')} with a parent missing, ${graph.addonsWithoutResolvingParent} with all missing`,
    ),
    ...row(
      'On add-ons',
      `${count(graph.addonToAddonEdges, 'reference')} of ${count(graph.addonsUnderAddons, 'add-on')}`,
    ),
    ...row(
      'On trials',
      `${count(graph.trialToAddonEdges, 'reference')} of ${count(graph.addonsUnderTrials, 'add-on')}`,
    ),
    ...row('Segments', `${count(graph.crossSegmentEdges, 'reference')} from one segment to another`),
    ...row('Flaws', flaws(graph)),
    '',
    ...row('Chains', chains(graph)),
    ...row('Paths', paths(graph)),
    ...row('Ancestors', ancestors(graph)),
  ]
}

function kinds({ licenses, addons, trials, usage }: CatalogFigures): string {
  const parts = [count(licenses, 'licence'), count(addons, 'add-on'), count(trials, 'trial')]
  return [...parts, ...(usage === 0 ? [] : [`${usage} billed by usage`])].join(', ')
}

function soldHere(
  { withProvisioningId }: CatalogFigures,
  { offers, withoutUsableParent }: FiguresText['sellable'],
): string {
  const lost = withoutUsableParent === 0 ? '' : `, ${withoutUsableParent} of them without a usable parent`
  return `${offers} can be${lost}; ${withProvisioningId} have a Provisioning ID`
}

function beyond(number: number): string {
  return number === 0 ? '' : `; ${number} are not in the catalog`
}

function segments({ segments: counts }: CatalogFigures): string {
  const found = Object.entries(counts).filter(([, number]) => number > 0)
  return found.map(([segment, number]) => `${number} ${segment}`).join(', ')
}

function prices({ priced, currencies, priceChanges }: CatalogFigures): string {
  if (priced === 0 && Object.keys(priceChanges).length === 0) return 'none in these files'
  const flags = Object.entries(priceChanges).map(([flag, number]) => `${number} ${flag}`)
  return `${count(priced, 'offer')} in ${firstFew(currencies)}${flags.length === 0 ? '' : `; ${flags.join(', ')}`}`
}

function flaws({ cycles, selfLoops, duplicateEdges }: GraphFigures): string {
  return `${count(cycles, 'cycle')}, ${count(selfLoops, 'offer')} naming itself, ${duplicateEdges} repeated`
}

function chains({ offersByChainLength }: GraphFigures): string {
  const lengths = Object.entries(offersByChainLength).map(([length, number]) => ({ length: Number(length), number }))
  const shown = lengths.slice(0, 5).map(({ length, number }) => `${number} of ${length}`)
  const deepest = lengths.length > 5 ? `, … up to ${lengths.at(-1)?.length ?? 0}` : ''
  return `offers by the longest: ${shown.join(', ')}${deepest}`
}

function paths({ rootPaths, mostRootPaths }: GraphFigures): string {
  const most = mostRootPaths === undefined ? '' : `, at most ${mostRootPaths.count} to one (${mostRootPaths.name})`
  return `${rootPaths} from a base to an add-on${most}`
}

function ancestors({ largestClosure }: GraphFigures): string {
  return largestClosure === undefined ? 'none' : `at most ${largestClosure.count} (${largestClosure.name})`
}
