/**
 * What outlives a run: what may be done once in the life of an installation and was begun, and provisioning that was
 * stopped. It lies beside the runs and not in one, so that it is there when the folder of a run is lost.
 */

import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { OnboardError } from '../lib/onboard-error.ts'
import { syncFolder } from '../lib/sync-folder.ts'

const entrySchema = z.object({
  installation: z.string(),
  endpoint: z.string(),
  name: z.string(),
  /** `begun` without an end after it: nobody knows whether it was done. */
  what: z.enum(['begun', 'done', 'failed']),
  run: z.string(),
  operation: z.string(),
  at: z.string(),
  /** What people call what it is about. */
  label: z.string().optional(),
})
export type OnceEntry = z.infer<typeof entrySchema>

export class OnceLedger {
  readonly #file: string
  readonly #installation: { name: string; endpoint: string }

  constructor(stateFolder: string, installation: { name: string; endpoint: string }) {
    this.#file = join(stateFolder, 'once.jsonl')
    this.#installation = installation
  }

  /**
   * The last that is known of something; undefined when it was never begun.
   *
   * @throws OnboardError `once/unreadable` for a ledger that cannot be trusted: then nothing is known
   */
  async last(name: string): Promise<OnceEntry | undefined> {
    return (await this.#own()).findLast((entry) => entry.name === name)
  }

  /** Everything that was begun and has no end, oldest first. @throws OnboardError `once/unreadable` */
  async open(): Promise<OnceEntry[]> {
    const last = new Map((await this.#own()).map((entry) => [entry.name, entry]))
    return [...last.values()].filter(({ what }) => what === 'begun')
  }

  /** Resolves when it is on disk. @throws OnboardError `once/not-written` */
  async note(entry: Omit<OnceEntry, 'installation' | 'endpoint'>): Promise<void> {
    const { name: installation, endpoint } = this.#installation
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 })
      const handle = await open(this.#file, 'a', 0o600)
      try {
        await handle.writeFile(`${JSON.stringify({ ...entry, installation, endpoint })}\n`)
        await handle.datasync()
      } finally {
        await handle.close()
      }
      await syncFolder(dirname(this.#file))
    } catch (cause) {
      throw new OnboardError({
        kind: 'failed',
        code: 'once/not-written',
        message: `The ledger of what is done once, ${this.#file}, cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
        hint: 'Nothing more was done. Check the disk, then type: o365-onboard resume',
        cause,
      })
    }
  }

  async #own(): Promise<OnceEntry[]> {
    const { name, endpoint } = this.#installation
    return (await this.#read()).filter((entry) => entry.installation === name && entry.endpoint === endpoint)
  }

  async #read(): Promise<OnceEntry[]> {
    const text = await readFile(this.#file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw this.#unreadable(error)
    })
    try {
      return text.split('\n').flatMap((line) => (line === '' ? [] : [entrySchema.parse(JSON.parse(line))]))
    } catch (cause) {
      throw this.#unreadable(cause)
    }
  }

  #unreadable(cause: unknown): OnboardError {
    return new OnboardError({
      kind: 'uncertain',
      code: 'once/unreadable',
      message: `The ledger of what is done once, ${this.#file}, cannot be read.`,
      hint: 'Nothing was done. Look at the file: each line is one entry. A last line that was cut off by a crash says that something was begun.',
      cause,
    })
  }
}
