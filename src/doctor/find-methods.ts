/** Which methods of Operations the installation has: `pem.getMethodSignature` tells, and changes nothing. */

import { OaFault } from '../oa/oa-fault.ts'
import type { OaReader } from '../oa/oa-client.ts'
import { operationsMethods } from '../oa/methods/operations.ts'

export interface FoundMethods {
  present: ReadonlySet<string>
  missing: readonly string[]
}

const ASKING = 'pem.getMethodSignature'

/** @throws OaFault when nobody answers; that a method is refused means that it is not there (oa-wire.md, section 1.1) */
export async function findMethods(reader: OaReader): Promise<FoundMethods> {
  const names = Object.keys(operationsMethods).filter((name) => name !== ASKING)
  const found = await Promise.all(names.map(async (name) => ({ name, there: await isThere(reader, name) })))
  return {
    present: new Set(found.filter(({ there }) => there).map(({ name }) => name)),
    missing: found.filter(({ there }) => !there).map(({ name }) => name),
  }
}

async function isThere(reader: OaReader, name: string): Promise<boolean> {
  try {
    await reader.read(ASKING, { method_name: name })
    return true
  } catch (error) {
    if (error instanceof OaFault && error.outcome === 'refused' && error.code === 'oa/refused') return false
    throw error
  }
}
