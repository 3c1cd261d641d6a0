/** The commands that work on catalogs. They change nothing; only `--installed` looks at an installation at all. */

import { type Command, InvalidArgumentError, Option } from 'commander'
import { writableFormats } from '../catalog/writable-formats.ts'
import type { CatalogFlags } from './catalog-input.ts'
import type { ConvertFlags } from './commands/catalog-convert.ts'
import type { DiffFlags } from './commands/catalog-diff.ts'
import type { GraphFlags } from './commands/catalog-graph.ts'
import type { InspectFlags } from './commands/catalog-inspect.ts'
import { collect, common, type Run } from './common-flags.ts'
import type { Context } from './context.ts'

const FILES = "Microsoft's catalog files; several make one catalog"

const currency = new Option('--currency <code>', 'of price lists that tell none, such as EUR').argParser(
  (code: string) => {
    if (/^[a-z]{3}$/i.test(code)) return code
    throw new InvalidArgumentError('A currency has three letters, such as EUR.')
  },
)

const forCatalogs = (command: Command): Command => common(command).addOption(currency)

/** Whatever is typed goes on to the command, which knows why a form is not written. */
const toFormat = new Option('--to <format>', 'the form to write')
  .choices(writableFormats)
  .argParser((format: string) => format)
  .makeOptionMandatory()

const offers = (what: string, otherwise: string): Option =>
  new Option('--offer <id or name>', what).argParser(collect).default([], otherwise)

/** Adds the group to the program. */
export function addCatalogCommands(program: Command, context: Context, run: Run): void {
  const catalog = program.command('catalog').description('work on catalogs: look, compare, convert, draw')

  forCatalogs(catalog.command('validate'))
    .description('every finding in a catalog, and whether it can be used')
    .argument('<catalog...>', FILES)
    .option('--all', 'each finding, instead of each kind once')
    .action((files: string[], flags: CatalogFlags) =>
      run(async () => (await import('./commands/catalog-validate.ts')).validateCatalog(files, flags, context)),
    )

  forCatalogs(catalog.command('inspect'))
    .description('a catalog in figures, or an offer with everything around it')
    .argument('<catalog...>', FILES)
    .addOption(
      offers('this offer: parents, chains, prices, what it lacks (repeatable)', 'the whole catalog in figures'),
    )
    .option('--installed', 'also tell what is onboarded (reads the installation)')
    .option('--all', 'lists in full')
    .action((files: string[], flags: InspectFlags) =>
      run(async () => (await import('./commands/catalog-inspect.ts')).inspectCatalog(files, flags, context)),
    )

  forCatalogs(catalog.command('diff'))
    .description(
      'what changed between two catalogs, or between an installation and a catalog; exit 2 when anything did',
    )
    .argument('<old>', 'the older catalog; several files are joined by commas')
    .argument('[new]', 'the newer catalog; with --installed there is only one')
    .option('--installed', 'compare the installation with the catalog (reads only)')
    .option('--plan', 'print the command that would onboard what is new')
    .addOption(new Option('--markdown', 'as a Markdown document').conflicts(['json', 'plan']))
    .option('--all', 'lists in full')
    .action((first: string, second: string | undefined, flags: DiffFlags) =>
      run(async () => (await import('./commands/catalog-diff.ts')).diffCatalogFiles(first, second, flags, context)),
    )

  forCatalogs(catalog.command('convert'))
    .description('the same catalog in another form; tells what the form cannot hold')
    .argument('<catalog...>', FILES)
    .addOption(toFormat)
    .option('--out <file>', 'write to a file')
    .action((files: string[], flags: ConvertFlags) =>
      run(async () => (await import('./commands/catalog-convert.ts')).convertCatalog(files, flags, context)),
    )

  forCatalogs(catalog.command('graph'))
    .description('draw the parent graph')
    .argument('<catalog...>', FILES)
    .addOption(offers('this offer and its family, or several and their chains (repeatable)', 'everything'))
    .addOption(
      new Option('--format <format>', 'default: by the name of --out, else mermaid').choices(['mermaid', 'dot', 'svg']),
    )
    .option('--out <file>', 'write to a file')
    .option('--installed', 'tell apart what is onboarded (reads the installation)')
    .action((files: string[], flags: GraphFlags) =>
      run(async () => (await import('./commands/catalog-graph.ts')).drawCatalog(files, flags, context)),
    )
}
