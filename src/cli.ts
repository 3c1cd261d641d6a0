#!/usr/bin/env node
/** The command line: arguments in, exit code out. */

import { CommanderError } from 'commander'
import { processContext } from './cli/context.ts'
import { createProgram } from './cli/program.ts'

declare const PACKAGE_VERSION: string | undefined

const argv = process.argv.slice(2)
const context = processContext(argv)
const version = typeof PACKAGE_VERSION === 'string' ? PACKAGE_VERSION : 'development'

async function run(action: () => Promise<number> | number): Promise<void> {
  try {
    process.exitCode = await action()
  } catch (error) {
    const { showError } = await import('./cli/show-error.ts')
    process.exitCode = await showError(error, context, argv.includes('--json'))
  }
}

/** commander's own exit codes are 0 for help and 1 for everything else; ours is 64 for wrong usage. */
const program = createProgram(context, run, version)
for (const command of [program, ...program.commands, ...program.commands.flatMap((group) => group.commands)]) {
  command.exitOverride()
}
try {
  await program.parseAsync(argv, { from: 'user' })
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 64
}
