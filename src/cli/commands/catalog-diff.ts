/** `catalog diff <old> <new>` and `catalog diff <new> --installed`: what changed, and what would be new here. */

import { existsSync } from 'node:fs'
import type { Catalog } from '../../catalog/catalog.ts'
import { type CatalogDiff, hasChanges } from '../../catalog/catalog-diff.ts'
import { diffCatalogs } from '../../catalog/diff-catalogs.ts'
import { unusableOffers } from '../../graph/draw/unusable-offers.ts'
import { jsonText } from '../../lib/json-text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { printable } from '../../lib/printable.ts'
import { count, firstFew } from '../../lib/text.ts'
import { diffMarkdown } from '../../report/catalog-diff-markdown.ts'
import { onboardCommand, type OnboardCommand } from '../../report/onboard-command.ts'
import { diffInstalled } from '../../resource/diff-installed.ts'
import { diffLines, nextLines } from '../../view/catalog-diff-text.ts'
import { createStyle } from '../../view/style.ts'
import { type CatalogFlags, readOffers, readSite, withGraph } from '../catalog-input.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

export interface DiffFlags extends CatalogFlags {
  markdown?: boolean
  plan?: boolean
}

/** @returns 2 when anything changed, 0 when nothing did */
export async function diffCatalogFiles(
  first: string,
  second: string | undefined,
  flags: DiffFlags,
  context: Context,
): Promise<number> {
  const newFiles = filesOf(newerOf(first, second, flags))
  const { site, installed } = await readSite(flags, context)
  const now = await readOffers(newFiles, site)
  const diff =
    installed === undefined
      ? diffCatalogs(await readOffers(filesOf(first), site), now)
      : diffInstalled({
          ...withGraph(now),
          installation: installed.name,
          inventory: installed.inventory,
          prefix: site?.prefix ?? '',
        })
  const plan = planFor(diff, newFiles, now, context)
  if (flags.json === true) context.stdout(jsonText({ ...diff, ...(flags.plan === true ? { plan } : {}) }))
  else if (flags.plan === true) showPlan(plan, context)
  else if (flags.markdown === true) context.stdout(diffMarkdown(diff, installed !== undefined))
  else showText(diff, plan, flags, context)
  return hasChanges(diff) ? exitCodes.pending.code : exitCodes.done.code
}

/** Against an installation one catalog is enough; otherwise it takes two. */
function newerOf(first: string, second: string | undefined, { installed }: DiffFlags): string {
  if (installed === true && second === undefined) return first
  if (installed !== true && second !== undefined) return second
  throw new OnboardError({
    kind: 'usage',
    code: 'catalog/diff-needs-two',
    message:
      installed === true
        ? 'With --installed the catalog is compared with the installation; name one catalog only.'
        : 'It takes two catalogs to compare: the old one and the new one.',
    hint: 'Several files of one catalog are joined by commas: o365-onboard catalog diff old.csv new.csv,prices.xlsx',
  })
}

/** Files joined by commas, unless there is a file with the whole name. */
function filesOf(text: string): string[] {
  return existsSync(text) ? [text] : text.split(',').filter((file) => file !== '')
}

function planFor(diff: CatalogDiff, files: readonly string[], now: Catalog, context: Context): OnboardCommand {
  if (diff.added.length === 0) return { command: undefined, offers: [], leftOut: [] }
  const { catalog, sellable, graph } = withGraph(now)
  return onboardCommand(diff, files, sellable.offers, unusableOffers(catalog, graph), context.repeatFlags)
}

/** The command alone goes to stdout, so that it can be kept or run; why not everything is in it is for people. */
function showPlan({ command, leftOut }: OnboardCommand, context: Context): void {
  if (command !== undefined) context.stdout(`${printable(command)}\n`)
  else context.stderr('Nothing new can be sold here.\n')
  if (leftOut.length === 0) return
  const names = firstFew(leftOut.map(({ name, why }) => `${name} (${why})`))
  context.stderr(`${printable(`${count(leftOut.length, 'new offer')} left out: ${names}.`)}\n`)
}

function showText(diff: CatalogDiff, plan: OnboardCommand, flags: DiffFlags, context: Context): void {
  const lines = [
    ...diffLines(diff, {
      style: createStyle(context.color),
      width: Math.max(20, context.width),
      all: flags.all === true,
      installed: flags.installed === true,
    }),
    ...nextLines(plan.offers.length, Math.min(Math.max(20, context.width), 120)),
  ]
  context.stdout(`${lines.join('\n')}\n`)
}
