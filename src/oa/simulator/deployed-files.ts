/** Files on the branding site: whatever a person puts there. */

import { createHash } from 'node:crypto'
import type { Context } from './handler.ts'
import type { DeployedFile } from './state.ts'

export function deployFile({ state }: Context, name: string, text: string): DeployedFile {
  const file = { id: name, text, sha256: createHash('sha256').update(text).digest('hex') }
  state.files.set(name, file)
  return file
}
