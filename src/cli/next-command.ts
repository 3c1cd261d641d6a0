/** Commands that we tell people to type must work as they stand, so they repeat the flags that name the installation. */

import { shellQuote } from '../lib/shell-quote.ts'

/** @returns ` --simulate`, ` --config <file>`, both or nothing, from the command line of this process */
export function flagsToRepeat(argv: readonly string[]): string {
  const config = argv.indexOf('--config')
  const file =
    config < 0 ? argv.find((word) => word.startsWith('--config='))?.slice('--config='.length) : argv[config + 1]
  return [
    argv.includes('--simulate') ? ' --simulate' : '',
    file === undefined ? '' : ` --config ${shellQuote(file)}`,
  ].join('')
}

/** Completes every command of ours in a text, up to where the sentence goes on. */
export function completeCommands(text: string, flags: string): string {
  if (flags === '') return text
  return text.replace(
    /\bo365-onboard (?:add-(?:offers|addons) <catalog>|apply|resume|attest|abandon|runs|status|verify|doctor)(?: [\w-]*\d[\w-]*)?/g,
    `$&${flags}`,
  )
}
