/** The tree of commands. Each loads its code only when it is called, so that `--help` starts quickly. */

import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { reportFormatNames } from '../report/formats/report-format.ts'
import { addCatalogCommands } from './catalog-commands.ts'
import type { AbandonFlags } from './commands/abandon.ts'
import type { BringFlags } from './commands/bring.ts'
import type { ChangingFlags } from './commands/agree-to-breaches.ts'
import type { AttestFlags } from './commands/attest.ts'
import type { DoctorFlags } from './commands/doctor.ts'
import type { ReportFlags } from './commands/report.ts'
import type { ResumeFlags } from './commands/resume.ts'
import type { SchemaName } from './commands/runbook.ts'
import type { SimulateFlags } from './commands/simulate.ts'
import type { UpgradeFlags } from './commands/upgrade.ts'
import type { VerifyFlags } from './commands/verify.ts'
import { collect, common, type Run } from './common-flags.ts'
import type { Context } from './context.ts'
import { readAllowance } from './read-allowance.ts'
import type { CommonFlags } from './workspace.ts'

function integer(least: number) {
  return (value: string): number => {
    const number = Number(value)
    if (Number.isInteger(number) && number >= least) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} on.`)
  }
}

/** What was typed behind a flag that does not exist may be a secret, and this may be the log of a build. */
function withoutValues(text: string): string {
  const named = text.replace(/'(--?[^'=\s]+)=[^\n]*'/g, "'$1'")
  if (!/--\S*(?:pass|secret|token|credential)/i.test(named)) return named
  return `${named.trimEnd()}\nPasswords are never typed: the configuration names where they are. See: o365-onboard init\n`
}

function changing(command: Command): Command {
  return common(command)
    .option('--yes', 'ask nothing')
    .option('--details', 'show every field, reason and instruction')
    .option('--no-wait', 'where a lost answer would have to be waited for: stop with exit code 7')
}

/** The flags of the two procedures that bring offers of a catalog into an installation. */
function bringing(command: Command, only: string, everything: string): Command {
  return command
    .argument('<catalog...>', "Microsoft's offer matrix as CSV")
    .addOption(new Option('--offer <id or name>', `${only} (repeatable)`).argParser(collect).default([], everything))
    .addOption(
      new Option('--reseller <id or name>', 'of the resellers only this one (repeatable)')
        .argParser(collect)
        .default([], 'every reseller'),
    )
    .option('--instance <id>', 'the application instance, where there are several', integer(1))
    .option('--prices <csv>', 'price new plans and new rates by this list; old prices stay')
    .addOption(
      new Option('--price-column <column>', "which price of Microsoft's list (default: policy.prices.column)").choices([
        'erp',
        'list',
      ]),
    )
    .option('--dry-run', 'stop after the plan')
    .option('--out <plan.json>', 'write the plan to a file')
    .option('--detailed-exitcode', 'with --dry-run: exit 2 when changes are pending')
}

function repeated(flags: string, text: string): Option {
  return new Option(flags, `${text} (repeatable)`).argParser(collect).default([], 'none')
}

/** For commands that begin with a plan: what the safety rules hold back can be allowed by its number. */
function planning(command: Command): Command {
  return changing(command).addOption(
    new Option('--allow <rule=number>', 'let a safety rule go up to exactly this number (repeatable)').argParser(
      readAllowance,
    ),
  )
}

export function createProgram(context: Context, run: Run, version: string): Command {
  const program = new Command('o365-onboard')
    .description('Bring Office 365 offers into Odin Automation: see everything first, do nothing twice, lose nothing.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for usage)')
    .configureOutput({
      writeOut: (text) => {
        context.stdout(text)
      },
      writeErr: (text) => {
        context.stderr(text)
      },
      outputError: (text, write) => {
        write(withoutValues(text))
      },
    })

  bringing(planning(program.command('add-offers')), 'only this offer and what it needs', 'every sellable offer')
    .description('bring new offers on sale: plan, show, confirm, apply')
    .option('--runbook <file>', 'an edited copy of runbooks/add-offers.yaml')
    .action((files: string[], flags: BringFlags) =>
      run(async () => (await import('./commands/bring.ts')).bring('add-offers', files, flags, context)),
    )

  bringing(planning(program.command('add-addons')), 'only this add-on', 'every add-on that belongs to a plan here')
    .description('add new add-ons to the service plans that exist: plan, show, confirm, apply')
    .addOption(
      new Option('--plan <id or name>', 'only into this service plan (repeatable)')
        .argParser(collect)
        .default([], 'every plan that can carry them'),
    )
    .option('--runbook <file>', 'an edited copy of runbooks/add-addons.yaml')
    .action((files: string[], flags: BringFlags) =>
      run(async () => (await import('./commands/bring.ts')).bring('add-addons', files, flags, context)),
    )

  changing(program.command('upgrade'))
    .description('upgrade the application to 16.8.4: plan, show, print, confirm, perform')
    .requiredOption('--from <version>', 'the version that is installed, such as 16.6.4')
    .addOption(
      new Option('--scenario <scenario>', 'default: that of the configuration').choices(['csp', 'syndication']),
    )
    .option('--answers <file>', 'what must be known of the installation; without it, what is missing is told')
    .option('--discover', 'look up what can be read: on the installation, the management node and the endpoint host')
    .option('--dry-run', 'show the plan; without --discover, nothing is contacted')
    .option('--out <plan.json>', 'write the plan to a file')
    .option('--print <file>', 'write a sheet to work through by hand (.md or .html)')
    .option('--recovery', 'instead, the way out of an import that failed for want of the settings script')
    .option('--runbook <file>', 'an edited copy of the runbook')
    .option('--until <step>', 'stop after this step; resume goes on')
    .option('--detailed-exitcode', 'exit 2: there is something to do')
    .action((flags: UpgradeFlags) => run(async () => (await import('./commands/upgrade.ts')).upgrade(flags, context)))

  planning(program.command('apply'))
    .description('perform a plan that was written with --out, and nothing else')
    .argument('<plan.json>')
    .action((file: string, flags: ChangingFlags) =>
      run(async () => (await import('./commands/apply.ts')).apply(file, flags, context)),
    )

  changing(program.command('resume'))
    .description('go on with the last unfinished run')
    .argument('[run]')
    .addOption(repeated('--retry <operation>', 'again, when it was repeated too often'))
    .addOption(repeated('--skip <operation>', 'leave it out; needs --reason'))
    .option('--settle <operation>', 'it is done, and its object has this --id; a read must confirm it')
    .option('--id <id>', 'with --settle')
    .addOption(repeated('--exclude <offer id or name>', 'leave the offer out, and what cannot be sold without it'))
    .option('--reason <text>', 'why, for the record')
    .option('--until <step>', 'stop after this step')
    .option('--runbook <file>', "the runbook as it is now (default: the run's own)")
    .action((id: string | undefined, flags: ResumeFlags) =>
      run(async () => (await import('./commands/resume.ts')).resume(id, flags, context)),
    )

  common(program.command('attest'))
    .description('record that manual operations were done; resume then verifies them')
    .argument('<run>')
    .argument('[operation...]')
    .option('--step <id>', 'everything of this step that is not done yet')
    .requiredOption('--evidence <text>', 'what shows it, for example a ticket')
    .option('--by <name>', 'who did it (default: you)')
    .action((id: string, operations: string[], flags: AttestFlags) =>
      run(async () => (await import('./commands/attest.ts')).attest(id, operations, flags, context)),
    )

  common(program.command('abandon'))
    .description('give up a run; what it made stays, and a new plan sees it')
    .argument('[run]')
    .requiredOption('--reason <text>', 'why nobody will go on with it')
    .action((id: string | undefined, flags: AbandonFlags) =>
      run(async () => (await import('./commands/abandon.ts')).abandon(id, flags, context)),
    )

  common(program.command('runs'))
    .description('list the runs started here')
    .action((flags: CommonFlags) => run(async () => (await import('./commands/runs.ts')).runs(flags, context)))

  common(program.command('status'))
    .description('where a run stands, and what it waits for')
    .argument('[run]')
    .action((id: string | undefined, flags: CommonFlags) =>
      run(async () => (await import('./commands/runs.ts')).status(id, flags, context)),
    )

  common(program.command('report'))
    .description('what a run was to do and what became of it, as a document to keep')
    .argument('[run]')
    .addOption(
      new Option('--format <format>', 'the form of the document (default: markdown)').choices(reportFormatNames),
    )
    .option('--out <file>', 'write it to a file')
    .action((id: string | undefined, flags: ReportFlags) =>
      run(async () => (await import('./commands/report.ts')).report(id, flags, context)),
    )

  common(program.command('verify'))
    .description('has the installation drifted from catalog, policy and rules? reads only; exit 2 when it has')
    .argument('[catalog...]', "Microsoft's offer matrix; without it only rules, and what runs made")
    .addOption(
      new Option('--offer <id or name>', 'only this offer and what it needs (repeatable)')
        .argParser(collect)
        .default([], 'every offer of the catalog that is onboarded'),
    )
    .addOption(new Option('--markdown', 'as a Markdown document').conflicts('json'))
    .action((files: string[], flags: VerifyFlags) =>
      run(async () => (await import('./commands/verify.ts')).verify(files, flags, context)),
    )

  addCatalogCommands(program, context, run)

  const runbook = program.command('runbook').description('work on runbooks, offline')
  runbook
    .command('list')
    .description('the runbooks that come with the program')
    .action(() => run(async () => (await import('./commands/runbook.ts')).listRunbooks(context)))
  runbook
    .command('show')
    .description('print a runbook, to make an edited copy of it')
    .argument('<name or file>')
    .action((name: string) => run(async () => (await import('./commands/runbook.ts')).showRunbook(name, context)))
  runbook
    .command('validate')
    .description('check a runbook')
    .argument('<name or file>')
    .action((name: string) => run(async () => (await import('./commands/runbook.ts')).validateRunbook(name, context)))
  runbook
    .command('schema')
    .description('the JSON Schema of runbooks, plans, events in a journal, or fault schedules')
    .addArgument(new Argument('[document]').choices(['runbook', 'plan', 'events', 'faults']).default('runbook'))
    .action((name: SchemaName) => run(async () => (await import('./commands/runbook.ts')).jsonSchema(name, context)))

  common(program.command('doctor'))
    .description('look at an installation before it is trusted to anything: reads only; exit 1 when there is a problem')
    .option('--out <file>', 'write the suggested ways to a file that is not there yet')
    .action((flags: DoctorFlags) => run(async () => (await import('./commands/doctor.ts')).doctor(flags, context)))

  program
    .command('explain')
    .description('what a code such as oa/unauthorized means, where it comes from, and what to do')
    .argument('[code]', 'without it: every code')
    .option('--json', 'as JSON')
    .action((code: string | undefined, flags: { json?: boolean }) =>
      run(async () => (await import('./commands/explain.ts')).explain(code, flags, context)),
    )

  program
    .command('completion')
    .description('print what bash needs to complete commands and flags: source <(o365-onboard completion)')
    .action(() => run(async () => (await import('./commands/completion.ts')).completion(program, context)))

  program
    .command('init')
    .description('write a configuration to fill in')
    .option('--config <file>', 'where (default: o365-onboard.yaml)')
    .action((flags: CommonFlags) => run(async () => (await import('./commands/init.ts')).init(flags, context)))

  program
    .command('simulate')
    .description('serve a simulated installation on this machine')
    .option('--world <file>', 'what it holds at first (default: worlds/small-provider.yaml)')
    .option('--state <folder>', 'where it keeps its state')
    .option('--port <number>', 'first of three ports (default: any free ones)', integer(1))
    .option('--latency <ms>', 'added to every answer', integer(0))
    .option('--faults <file>', 'a schedule of what goes wrong, and at which call (see the README)')
    .option('--no-robot', 'nobody at the panel: runs wait for a person')
    .action((flags: SimulateFlags) =>
      run(async () => (await import('./commands/simulate.ts')).simulate(flags, context)),
    )

  return program
}
