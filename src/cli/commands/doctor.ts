/** `doctor`: looks at an installation before anything is trusted to it, and suggests which ways to allow. */

import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { examine } from '../../doctor/doctor.ts'
import { jsonText } from '../../lib/json-text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import { doctorLines } from '../../view/doctor-text.ts'
import { createStyle } from '../../view/style.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { openWorkspace, type CommonFlags } from '../workspace.ts'

export interface DoctorFlags extends CommonFlags {
  out?: string
}

/** @returns 1 when anything is a problem; warnings are only told */
export async function doctor(flags: DoctorFlags, context: Context): Promise<number> {
  const workspace = await openWorkspace({ ...flags, yes: true }, context, { debts: 'tell' })
  try {
    const { installation, connection, config, probe, stateFolder, view } = workspace
    view.busy('Reading the installation')
    const report = await examine({
      site: installation.site,
      reader: connection,
      probe,
      now: () => Date.now(),
      stateFolder: () => problemWith(stateFolder),
      billingParallel: config.billing.parallel,
    })
    view.pause()
    if (flags.out !== undefined) await writeNew(flags.out, report.suggestion.yaml, context)
    if (flags.json === true) context.stdout(jsonText({ installation: installation.name, ...report }))
    else {
      const width = Math.min(Math.max(20, context.width), 120)
      const lines = doctorLines(report, createStyle(context.color), width)
      context.stdout(`${completeCommands(lines.join('\n'), context.repeatFlags)}\n`)
    }
    return report.findings.some(({ health }) => health === 'problem') ? exitCodes.failed.code : exitCodes.done.code
  } finally {
    workspace.view.pause()
    await workspace.close()
  }
}

/** Nothing is written to find out: the folder may not be there before the first run. */
async function problemWith(folder: string): Promise<string | undefined> {
  try {
    const found = await stat(folder).catch(() => undefined)
    await access(found === undefined ? dirname(folder) : folder, constants.W_OK)
    if (found === undefined) return undefined
    if (!found.isDirectory()) return `${folder}, where runs should be kept, is not a folder.`
    return (found.mode & 0o077) === 0 ? undefined : `${folder}, where runs are kept, can be read by others.`
  } catch (error) {
    return `${folder}, where runs should be kept, cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`
  }
}

/** @throws OnboardError `output/exists` rather than write over anything */
async function writeNew(name: string, text: string, context: Context): Promise<void> {
  try {
    await writeFile(resolve(context.cwd, name), text, { flag: 'wx' })
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    throw new OnboardError({
      kind: exists ? 'invalid-input' : 'failed',
      code: exists ? 'output/exists' : 'output/unwritable',
      message: exists
        ? `${name} is there already.`
        : `${name} cannot be written: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}.`,
      hint: exists ? 'Name another file with --out, and copy what you want from it.' : 'Check the folder.',
      cause,
    })
  }
}
