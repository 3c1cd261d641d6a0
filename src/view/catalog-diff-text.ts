/** What changed between two catalogs, for people: the worst first, then each class of changes. */

import {
  type CatalogDiff,
  type ChangeClass,
  type ChangedOffer,
  type DiffedOffer,
  changeClasses,
  hasChanges,
} from '../catalog/catalog-diff.ts'
import { printable } from '../lib/printable.ts'
import { count, firstFew } from '../lib/text.ts'
import { classTitles, describeChange, describeOneSided, kindWords } from '../report/diff-words.ts'
import { cut, wrap } from './layout.ts'
import type { Style } from './style.ts'

export interface DiffTextOptions {
  style: Style
  /** Columns; Infinity where nothing must be cut. */
  width: number
  /** Every offer of every class. */
  all: boolean
  /** Against an installation, removed and added mean something else. */
  installed: boolean
}

/** Offers of a class beyond this many are only counted, unless everything is asked for. */
const SHOWN = 10
/** Entries of a list beyond this many are only counted, as above. */
const NAMED = 3

interface Section {
  title: string
  paint: (text: string) => string
  lines: readonly string[]
}

export function diffLines(diff: CatalogDiff, options: DiffTextOptions): string[] {
  const { style, width } = options
  const head = options.installed ? ['installed', 'catalog'] : ['old', 'new']
  const side = (label: string | undefined, { files, offers }: CatalogDiff['old']): string[] =>
    wrap(printable(`${label ?? ''}: ${files.join(', ')} (${count(offers, 'offer')})`), width).map((line) =>
      style.faint(line),
    )
  const shown = sections(diff, options).filter(({ lines }) => lines.length > 0)
  return [
    ...side(head[0], diff.old),
    ...side(head[1], diff.new),
    ...(hasChanges(diff) ? [] : ['', 'No changes.']),
    ...shown.flatMap((section) => sectionLines(section, options)),
  ]
}

function sectionLines({ title, paint, lines }: Section, { style, width, all }: DiffTextOptions): string[] {
  const shown = all ? lines : lines.slice(0, SHOWN)
  const hidden = lines.length - shown.length
  return [
    '',
    paint(cut(title, width)),
    ...shown.flatMap((line) => wrapped(line, width)),
    ...(hidden === 0 ? [] : [style.faint(`    … and ${hidden} more (--all shows each)`)]),
  ]
}

/** Under its section, and what does not fit a little further in. */
function wrapped(line: string, width: number): string[] {
  return wrap(line, width - 6).map((part, index) => `${index === 0 ? '    ' : '      '}${part}`)
}

function byName<T extends DiffedOffer>(offers: readonly T[]): T[] {
  return [...offers].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function sections(diff: CatalogDiff, options: DiffTextOptions): Section[] {
  const { style, installed, all } = options
  const { stranded, withdrawn, added, removed, oneSided } = diff
  const nameOf = (id: string): string => diff.names[id] ?? id
  const named = (name: string, id: string): string => printable(options.width > 110 ? `${name} (${id})` : name)
  return [
    {
      title: `! ${count(stranded.length, 'add-on')} lost the last usable parent`,
      paint: style.bad,
      lines: byName(stranded).map(
        ({ id, name, had }) =>
          `${named(name, id)}; had ${printable(firstFew(had.map(nameOf), all ? Infinity : NAMED))}`,
      ),
    },
    {
      title: `! ${withdrawn.length} withdrawn`,
      paint: style.bad,
      lines: byName(withdrawn).map(
        ({ id, name, flag, validTo }) =>
          `${named(name, id)}: ${flag}${validTo === null ? '' : `, valid to ${printable(validTo)}`}`,
      ),
    },
    {
      title: `- ${removed.length} ${installed ? 'onboarded and not in the catalog' : 'removed'}`,
      paint: style.bad,
      lines: byName(removed).map(
        ({ id, name, kind, addons }) => `${kindWords[kind].padEnd(7)} ${named(name, id)}${parentOf(addons)}`,
      ),
    },
    {
      title: `+ ${added.length} ${installed ? 'not onboarded yet' : 'added'}`,
      paint: style.created,
      lines: byName(added).map(
        ({ id, name, kind, usable, addons }) =>
          `${kindWords[kind].padEnd(7)} ${named(name, id)}${kind === 'addon' && !usable ? ', no usable parent' : ''}${parentOf(addons)}`,
      ),
    },
    ...changeClasses.map((each) => classSection(each, diff, options)),
    {
      title: `= ${count(oneSided.length, 'field')} stated by one side only`,
      paint: style.changed,
      lines: describeOneSided(oneSided),
    },
  ]
}

function parentOf(addons: number): string {
  return addons === 0 ? '' : `, parent of ${count(addons, 'add-on')}`
}

function classSection(wanted: ChangeClass, diff: CatalogDiff, options: DiffTextOptions): Section {
  const { style, all, width } = options
  const nameOf = (id: string): string => diff.names[id] ?? id
  const offers = byName(diff.changed.filter(({ changes }) => changes.some((change) => change.class === wanted)))
  const words = { nameOf, most: all ? Infinity : NAMED, gained: '+', lost: '−' }
  const line = ({ id, name, changes }: ChangedOffer): string => {
    const parts = changes.filter((change) => change.class === wanted).map((change) => describeChange(change, words))
    const who = wanted === 'name' ? '' : `${name}: `
    return printable(`${who}${parts.join('; ')}${width > 110 ? ` (${id})` : ''}`)
  }
  const title = `~ ${offers.length} ${classTitles[wanted]}`
  // Nobody reads two descriptions in one line: they are only counted.
  return { title, paint: style.changed, lines: wanted === 'description' && !all ? countOnly(offers) : offers.map(line) }
}

function countOnly(offers: readonly ChangedOffer[]): string[] {
  return offers.length === 0
    ? []
    : [
        printable(
          firstFew(
            offers.map(({ name }) => name),
            3,
          ),
        ),
      ]
}

/** What to type next, in a sentence that fits the width. */
export function nextLines(sellable: number, width: number): string[] {
  if (sellable === 0) return []
  const words = sellable === 1 ? 'One new offer can be sold here' : `${sellable} new offers can be sold here`
  return ['', ...wrap(`${words}; --plan prints the command that onboards ${sellable === 1 ? 'it' : 'them'}.`, width)]
}
