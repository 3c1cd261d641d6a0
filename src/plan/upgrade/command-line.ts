/** The line that a command is typed as: every word quoted for its shell, so that no value can end its word. */

import { unsafeInBatch, unsafeInProgram, windowsProgram } from '../../lib/windows-argument.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { powershellQuote } from '../../lib/powershell-quote.ts'
import { shellQuote } from '../../lib/shell-quote.ts'
import type { Command } from '../plan.ts'

/** How people call the hosts, and what they type into there. */
export const hosts = {
  management: { place: 'Management node, a shell as root' },
  endpoint: { place: 'Endpoint host, Windows PowerShell as Administrator' },
} as const satisfies Record<Command['on'], { place: string }>

/** @throws OnboardError `upgrade/unsafe-word` for a word that this shell, or a batch file, cannot be given */
export function commandLine({ on, folder, words }: Pick<Command, 'on' | 'folder' | 'words'>): string {
  const [program = '', ...rest] = words
  if (on === 'endpoint') refuseUnsafe(windowsProgram(program), rest)
  if (on === 'management')
    return `${folder === undefined ? '' : `cd ${shellQuote(folder)} && `}${words.map(shellQuote).join(' ')}`
  const place = folder === undefined ? '' : `Set-Location -LiteralPath ${powershellQuote(folder)}; `
  return `${place}${callOf(program)} ${rest.map(powershellQuote).join(' ')}`.trimEnd()
}

/** A program in quotes is a text for PowerShell, unless it is called. */
function callOf(program: string): string {
  const quoted = powershellQuote(program)
  return quoted === program ? program : `& ${quoted}`
}

function refuseUnsafe(program: ReturnType<typeof windowsProgram>, words: readonly string[]): void {
  const unsafeIn = { cmdlet: () => undefined, batch: unsafeInBatch, program: unsafeInProgram }[program]
  for (const word of words) {
    const part = unsafeIn(word)
    if (part === undefined) continue
    throw new OnboardError({
      kind: 'invalid-input',
      code: 'upgrade/unsafe-word',
      message: `${JSON.stringify(word)} cannot be given to a ${program === 'batch' ? 'batch file' : 'program'} on Windows: no quoting makes ${JSON.stringify(part)} safe there.`,
      hint: 'Nothing was done. Correct the answer; no name of an IIS site needs this.',
    })
  }
}
