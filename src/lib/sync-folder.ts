/** Makes new names in a folder survive a power cut: a file's own sync does not promise that. */

import { open } from 'node:fs/promises'

/** Systems that cannot sync a folder at all are left alone: there its names are as safe as they can be. */
const CANNOT = ['EINVAL', 'EISDIR', 'EPERM', 'EACCES', 'EBADF', 'ENOTSUP']

export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!CANNOT.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}
