/** `verify [catalog...]`: has the installation drifted from catalog, policy and rules? Reads only. */

import { join } from 'node:path'
import { jsonText } from '../../lib/json-text.ts'
import { packageRoot } from '../../lib/package-root.ts'
import { verifyInstallation } from '../../onboard/verify-installation.ts'
import { driftMarkdown } from '../../report/drift-markdown.ts'
import { loadOfferRunbook } from '../../runbook/load-runbook.ts'
import { driftLines } from '../../view/drift-text.ts'
import { createStyle } from '../../view/style.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { completeCommands } from '../next-command.ts'
import { openWorkspace, type CommonFlags } from '../workspace.ts'

export interface VerifyFlags extends CommonFlags {
  offer: string[]
  markdown?: boolean
}

/** @returns 2 when anything drifted that the configuration does not overlook, 0 when nothing did */
export async function verify(files: string[], flags: VerifyFlags, context: Context): Promise<number> {
  const runbook = await loadOfferRunbook(join(packageRoot, 'runbooks', 'add-offers.yaml'))
  const workspace = await openWorkspace({ ...flags, yes: true }, context, { debts: 'tell' })
  try {
    const { installation, connection, store, view } = workspace
    view.busy('Reading the installation')
    const runs = await Promise.all((await store.list()).map((id) => store.read(id)))
    const request = { runbook, catalogFiles: files, wanted: flags.offer, installation, runs }
    const report = await verifyInstallation(request, connection)
    view.pause()
    if (flags.json === true) context.stdout(jsonText(report))
    else if (flags.markdown === true) context.stdout(driftMarkdown(report))
    else {
      const width = Math.min(Math.max(20, context.width), 120)
      const lines = driftLines(report, { style: createStyle(context.color), width })
      context.stdout(`${completeCommands(lines.join('\n'), context.repeatFlags)}\n`)
    }
    return report.drift.length === 0 ? exitCodes.done.code : exitCodes.pending.code
  } finally {
    workspace.view.pause()
    await workspace.close()
  }
}
