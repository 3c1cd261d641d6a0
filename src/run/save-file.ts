/** Files that a run makes for people, beside its plan and its journal. */

import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'

export type SaveFile = (name: string, text: string) => Promise<string>

/** @returns what writes a file whole into the folder, and tells its path */
export function saveInto(folder: string): SaveFile {
  return async (name, text) => {
    const path = join(folder, name)
    await writeFileAtomic(path, text, { mode: 0o600 })
    return path
  }
}
