/** One offer and everything around it, for people. */

import type { Offer } from '../catalog/offer.ts'
import { segmentOf } from '../catalog/offer-segment.ts'
import { explainChain } from '../graph/chains.ts'
import type { InspectedChain } from '../graph/inspect-chains.ts'
import type { OfferInspection, References, RelatedOffer } from '../graph/inspect-offer.ts'
import { formatPlace } from '../lib/diagnostic.ts'
import { printable } from '../lib/printable.ts'
import { count, firstFew } from '../lib/text.ts'
import { LABEL_WIDTH, labelledRow } from './labelled-row.ts'
import { wrap } from './layout.ts'
import type { Style } from './style.ts'

/** An offer in the installation; null where it has no such object. */
export interface InstalledOffer {
  /** How the installation is called. */
  name: string
  type: { apsId: string; name: string } | null
  resourceType: number | null
  plan: { id: number; name: string; published: boolean } | null
  carriedBy: readonly string[]
}

export interface OfferTextOptions {
  style: Style
  width: number
  /** Lists in full. */
  all: boolean
  nameOf: (id: string) => string
  isOnboarded: (id: string) => boolean
  /** What is there of the offer, where an installation was read. */
  installed?: InstalledOffer
}

/** Lists longer than this are cut, unless everything is asked for. */
const SHOWN = 8

const kindWords: Readonly<Record<Offer['kind'], string>> = {
  license: 'licence',
  addon: 'add-on',
  trial: 'trial',
  usage: 'billed by usage',
}

export function offerLines(inspection: OfferInspection, options: OfferTextOptions): string[] {
  const { offer, lacks } = inspection
  const { style, width } = options
  return [
    ...wrap(printable(offer.name), width).map((line) => style.strong(line)),
    ...wrap(`${kindWords[offer.kind]}, ${offer.id}`, width).map((line) => style.faint(line)),
    '',
    ...(options.installed === undefined ? [] : labelledRow('Onboarded', installedText(options.installed), options)),
    ...(options.installed === undefined || offer.kind !== 'addon'
      ? []
      : labelledRow('Carried by', carriers(options.installed, options.nameOf), options)),
    ...facts(inspection).flatMap(([label, text]) => labelledRow(label, text, options)),
    ...relatives('Parents', inspection.parents, options),
    ...related('Add-ons', inspection.children, options),
    ...chainLines(inspection, options),
    ...inspection.provenance.flatMap(({ field, at }, index) =>
      labelledRow(index === 0 ? 'From' : '', `${field}: ${formatPlace(at)}`, options),
    ),
    '',
    ...(lacks.length === 0
      ? [style.good('Nothing is missing: it can be sold here.')]
      : [
          style.changed('To be sold here:'),
          ...lacks.flatMap(({ message, hint }) => [
            ...wrap(printable(`- ${message}`), width - 2).map((line, index) => (index === 0 ? line : `  ${line}`)),
            ...wrap(printable(hint), width - 6).map((line, index) => `  ${index === 0 ? '→' : ' '} ${line}`),
          ]),
        ]),
  ]
}

function installedText({ name, type, resourceType, plan }: InstalledOffer): string {
  if (type === null) return `nothing in ${name}`
  return [
    `in ${name}: type "${type.name}"`,
    resourceType === null ? 'no resource type' : `resource type ${resourceType}`,
    ...(plan === null ? [] : [`plan "${plan.name}" (${plan.id}${plan.published ? '' : ', unpublished'})`]),
  ].join(', ')
}

function carriers({ carriedBy }: InstalledOffer, nameOf: (id: string) => string): string {
  return carriedBy.length === 0 ? 'no onboarded base' : firstFew(carriedBy.map(nameOf))
}

function facts({ offer, trial, paid, convertsTo }: OfferInspection): [label: string, text: string][] {
  const none = 'none'
  const { billingFrequencies, duration, minSeats, maxSeats, limit, limitScope, countries } = offer
  const terms = [duration, billingFrequencies.length === 0 ? undefined : `billed ${billingFrequencies.join(' or ')}`]
  const present = convertsTo.present.map(({ name }) => name)
  const upgrades = [
    ...(present.length === 0 ? [] : [firstFew(present, 6)]),
    ...(convertsTo.unresolved.length === 0 ? [] : [`${convertsTo.unresolved.length} not in this catalog`]),
  ]
  return [
    ['Provisioning', offer.provisioningId ?? 'unknown'],
    ['Terms', terms.filter((term) => term !== undefined).join(', ') || 'not stated'],
    ['Seats', `${minSeats ?? '?'} to ${seats(maxSeats)}${offer.perGigabyte ? ', priced per gigabyte' : ''}`],
    [
      'Limit',
      limit === undefined ? none : `${limit} for a customer${limitScope === undefined ? '' : `, ${limitScope}`}`,
    ],
    ['Segment', offer.segment ?? `${segmentOf(offer)}, by its name`],
    ['Countries', countries.length === 0 ? 'not stated' : firstFew(countries, 8)],
    ['Prices', prices(offer)],
    ...(offer.kind === 'trial'
      ? ([['Trial of', paid.map(({ name }) => name).join(', ') || none]] as [string, string][])
      : ([['Trial', trial === undefined ? none : `${trial.name} (${trial.id})`]] as [string, string][])),
    [offer.kind === 'trial' ? 'Converts to' : 'Upgrades', upgrades.join('; ') || none],
  ]
}

/** Microsoft writes "unlimited" as ten million. */
function seats(maximum: number | undefined): string {
  if (maximum === undefined) return '?'
  return maximum >= 10_000_000 ? `${maximum} (unlimited)` : String(maximum)
}

function prices({ prices: all, priceChange, validFrom, validTo }: Offer): string {
  if (all.length === 0 && priceChange === undefined) return 'not stated'
  const each = all.map(
    ({ currency, listPrice, erpPrice }) =>
      `${currency} ${listPrice ?? '?'}${erpPrice === undefined ? '' : ` (ERP ${erpPrice})`}`,
  )
  const since = validFrom === undefined ? '' : ` from ${validFrom}`
  const until = validTo === undefined ? '' : ` to ${validTo}`
  return [firstFew(each, 4), `${priceChange ?? ''}${since}${until}`.trim()].filter((part) => part !== '').join('; ')
}

function relatives(label: string, { present, unresolved }: References, options: OfferTextOptions): string[] {
  const rest =
    unresolved.length === 0
      ? []
      : labelledRow('', `not in this catalog: ${firstFew(unresolved, options.all ? Infinity : 2)}`, options)
  const total = present.length + unresolved.length
  const head = total === 0 ? 'none' : `${present.length} of ${total} in this catalog; any one of them suffices`
  return [...labelledRow(label, head, options), ...list(present, options), ...rest]
}

function related(label: string, offers: readonly RelatedOffer[], options: OfferTextOptions): string[] {
  return [
    ...labelledRow(label, offers.length === 0 ? 'none' : String(offers.length), options),
    ...list(offers, options),
  ]
}

function list(offers: readonly RelatedOffer[], options: OfferTextOptions): string[] {
  const { style, all, isOnboarded } = options
  // What helps comes first: what is onboarded, then what can be sold.
  const worth = ({ id, unusable }: RelatedOffer): number => (isOnboarded(id) ? 0 : unusable === undefined ? 1 : 2)
  const sorted = [...offers].sort((a, b) => worth(a) - worth(b) || (a.name < b.name ? -1 : 1))
  const shown = all ? sorted : sorted.slice(0, SHOWN)
  const hidden = sorted.length - shown.length
  const lines = shown.flatMap((offer) => {
    const why = offer.unusable ?? (offer.kind === 'license' ? undefined : kindWords[offer.kind])
    const mark = isOnboarded(offer.id) ? '✓' : offer.unusable === undefined ? '·' : '✕'
    const note = why === undefined ? '' : ` (${why})`
    return labelledRow('', `${mark} ${offer.name}${note}`, options, '  ')
  })
  const more = hidden === 0 ? [] : [style.faint(`  ${' '.repeat(LABEL_WIDTH)}… and ${hidden} more (--all shows each)`)]
  return [...lines, ...more]
}

function chainLines({ chains, offer }: OfferInspection, options: OfferTextOptions): string[] {
  if (chains.length === 0) return []
  const { all, style } = options
  const working = chains.filter(({ missing }) => missing.length === 0).length
  const broken = chains.length - working
  const of = offer.kind === 'addon' ? 'base' : 'add-on'
  const head = `${count(working, 'chain')}, one for each ${of}${broken === 0 ? '' : `; ${broken} more if nothing were missing`}`
  const shown = all ? chains : chains.slice(0, SHOWN)
  const hidden = chains.length - shown.length
  return [
    ...labelledRow('Chains', head, options),
    ...shown.flatMap((chain) => labelledRow('', chainText(chain, options), options, '  ')),
    ...(hidden === 0 ? [] : [style.faint(`  ${' '.repeat(LABEL_WIDTH)}… and ${hidden} more (--all shows each)`)]),
  ]
}

function chainText({ path, why, missing }: InspectedChain, { nameOf }: OfferTextOptions): string {
  const chain = path.map(nameOf).join(' → ')
  if (missing.length > 0) return `✕ ${chain}: ${missing.map((lack) => `${nameOf(lack.id)}: ${lack.why}`).join('; ')}`
  return `· ${chain}: ${path.length === 2 ? 'direct' : explainChain(why)}`
}
