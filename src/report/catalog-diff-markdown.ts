/** A diff of catalogs as a document: for a ticket, a wiki, or a summary in CI. */

import { type CatalogDiff, changeClasses, hasChanges } from '../catalog/catalog-diff.ts'
import { count, firstFew } from '../lib/text.ts'
import { classTitles, describeChange, describeOneSided, kindWords } from './diff-words.ts'
import { markdownCell, markdownTable } from './markdown.ts'

/** Everything that the diff has, in the order of the text for a terminal. */
export function diffMarkdown(diff: CatalogDiff, installed: boolean): string {
  const nameOf = (id: string): string => diff.names[id] ?? id
  const words = { nameOf, most: Infinity, gained: 'gained ', lost: 'lost ' }
  const { stranded, withdrawn, removed, added, oneSided } = diff
  const sections = [
    section(
      'Lost the last usable parent',
      ['offer', 'id', 'had'],
      stranded.map(({ id, name, had }) => [name, id, firstFew(had.map(nameOf), 10)]),
    ),
    section(
      'Withdrawn',
      ['offer', 'id', 'flag', 'valid to'],
      withdrawn.map(({ id, name, flag, validTo }) => [name, id, flag, validTo ?? '']),
    ),
    section(
      installed ? 'Onboarded and not in the catalog' : 'Removed',
      ['type', 'offer', 'id', 'parent of add-ons'],
      removed.map(({ id, name, kind, addons }) => [kindWords[kind], name, id, String(addons)]),
    ),
    section(
      installed ? 'Not onboarded yet' : 'Added',
      ['type', 'offer', 'id', 'usable parent', 'parent of add-ons'],
      added.map(({ id, name, kind, usable, addons }) => [
        kindWords[kind],
        name,
        id,
        kind === 'addon' ? (usable ? 'yes' : 'no') : '',
        String(addons),
      ]),
    ),
    ...changeClasses.map((each) =>
      section(
        capital(classTitles[each]),
        ['offer', 'id', 'change'],
        diff.changed.flatMap(({ id, name, changes }) => {
          const own = changes.filter((change) => change.class === each)
          return own.length === 0 ? [] : [[name, id, own.map((change) => describeChange(change, words)).join('; ')]]
        }),
      ),
    ),
    section(
      'Stated by one side only',
      ['field'],
      describeOneSided(oneSided).map((line) => [line]),
    ),
  ]
  return [...head(diff, installed), ...sections.flat(), ''].join('\n')
}

function head(diff: CatalogDiff, installed: boolean): string[] {
  const side = (label: string, { files, offers }: CatalogDiff['old']): string =>
    `- ${label}: ${markdownCell(files.join(', '))} (${count(offers, 'offer')})`
  const { added, removed, changed } = diff.summary
  return [
    '# Catalog changes',
    '',
    side(installed ? 'Installed' : 'Old', diff.old),
    side(installed ? 'Catalog' : 'New', diff.new),
    '',
    hasChanges(diff) ? `${added} added, ${removed} removed, ${changed} changed.` : 'No changes.',
  ]
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', `## ${title} (${rows.length})`, '', ...markdownTable(columns, rows)]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
