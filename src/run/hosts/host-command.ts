/** A command of a plan as a program to start here: a shell on this machine, or the system's ssh client. */

import { shellQuote } from '../../lib/shell-quote.ts'
import type { Command } from '../../plan/plan.ts'
import type { HostWay } from '../../resource/hosts-config.ts'

/** Never a question, since nobody may be there to answer it. */
const SSH = ['-o', 'BatchMode=yes', '-T']

export type Argv = readonly [program: string, ...args: string[]]

/** @param way not `manual`: a person starts nothing here */
export function hostCommand({ on, line }: Pick<Command, 'on' | 'line'>, way: Exclude<HostWay, 'manual'>): Argv {
  const remote = on === 'management' ? ['/bin/sh', '-c', line] : powershell(line)
  if (way === 'local') return remote as [string, ...string[]]
  // ssh joins its words and gives them to a shell there: a POSIX shell, or on Windows any, for which the words are plain.
  return ['ssh', ...SSH, '--', way.ssh, remote.map(on === 'management' ? shellQuote : (word) => word).join(' ')]
}

/** Whether the host can be reached, at no risk: what fails here has done nothing. */
export function hostProbe(on: Command['on'], way: Exclude<HostWay, string>): Argv {
  return hostCommand({ on, line: on === 'management' ? 'true' : '$null' }, way)
}

/**
 * Encoded, a script passes through any shell unchanged. It ends with the exit code of the last program, and at the first
 * error of a command of PowerShell itself.
 */
function powershell(line: string): string[] {
  const script = `$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; $LASTEXITCODE = 0; ${line}; exit $LASTEXITCODE`
  const encoded = Buffer.from(script, 'utf16le').toString('base64')
  // Without a format, errors of an encoded script may come as CLIXML, which nobody can read.
  return ['powershell.exe', '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand', encoded]
}
