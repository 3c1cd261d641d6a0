/** A glance at the end of a journal: most runs are done, and what a done run says need not be read to know that. */

import { type JournalFileOptions, openJournalFile } from './journal-file.ts'
import { journalLineSchema } from './run-event.ts'

/** The last line of a finished run is far shorter. */
const GLANCE = 1024

/** Whether the run came to its end with nothing left. False also when only reading all of it could tell. */
export async function endsDone(file: string, { uid }: Pick<JournalFileOptions, 'uid'>): Promise<boolean> {
  const handle = await openJournalFile(file, 'read', { uid })
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(GLANCE), 0, GLANCE, Math.max(0, size - GLANCE))
    const last = /(?:^|\n)([^\n]+)\n$/.exec(buffer.toString('utf8', 0, bytesRead))?.[1] ?? ''
    const parsed = journalLineSchema.safeParse(parseJson(last))
    const event = parsed.data?.event
    return event?.type === 'run-finished' && event.outcome === 'done' && event.owes === undefined
  } finally {
    await handle.close()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
