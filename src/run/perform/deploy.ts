/** Writes a file, has a person deploy it, and believes the hash rather than the word. */

import { createHash } from 'node:crypto'
import { OnboardError } from '../../lib/onboard-error.ts'
import { readBytes } from '../../lib/read-bytes.ts'
import { count, firstFew } from '../../lib/text.ts'
import type { Operation } from '../../plan/plan.ts'
import { COMPATIBILITY_LIST, compatibilityList, type CompatibilityList } from '../../resource/compatibility-list.ts'
import { deployValue } from '../../resource/compatibility.ts'
import type { Performed } from '../performed.ts'
import { nobody } from '../person.ts'
import type { Session } from '../session.ts'

/** How often a person is told that the hash is another one before the run stops. */
const PATIENCE = 3
/** A list for thousands of resellers is smaller. */
const LARGEST = 256 * 1024 * 1024

/** @throws OnboardError `apply/not-deployed` when the evidence is not the hash of the file */
export async function performDeploy(operation: Operation, session: Session): Promise<Performed> {
  const made = await makeList(operation, session)
  const sha256 = sha256Of(made.text)
  const path = await session.save(COMPATIBILITY_LIST, made.text)
  const shown = withFile(operation, made, path, sha256)
  const click = { do: 'site.deploy', file: COMPATIBILITY_LIST, text: made.text } as const
  let evidence = session.before.attested.get(operation.id)?.evidence
  let complaint: string | undefined
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    if (evidence === undefined) {
      const attestation = await session.person.attend(shown, click, complaint)
      if (attestation === undefined) {
        if (complaint !== undefined && session.person === nobody) break
        return undefined
      }
      await session.record({ type: 'operation-attested', operation: operation.id, ...attestation })
      evidence = attestation.evidence
    }
    if ((await hashIn(evidence)) === sha256) return { outcome: 'verified', id: undefined }
    complaint = `"${evidence}" is neither ${sha256} nor a file with that SHA-256.`
    evidence = undefined
  }
  throw new OnboardError({
    kind: 'failed',
    code: 'apply/not-deployed',
    message: `${operation.title}: ${complaint ?? 'nobody gave the hash of the deployed file.'}`,
    hint: `Deploy ${path}, give its SHA-256 or the path of the deployed copy with attest --evidence, then type: o365-onboard resume`,
    facts: { operation: operation.id, file: path, sha256 },
  })
}

async function makeList(operation: Operation, session: Session): Promise<CompatibilityList> {
  const { conflicts, resellers } = deployValue.parse(operation.value)
  if (resellers) await session.readAgain('resellerPlans')
  return compatibilityList({
    conflicts,
    idOf: (plan) => Number(session.idOf(plan)),
    resellers: resellers ? session.site.resellers : [],
    copies: session.observed.resellerPlans,
    site: session.site,
  })
}

function withFile(operation: Operation, { without }: CompatibilityList, path: string, sha256: string): Operation {
  const { where = '', lines = [] } = operation.manual ?? {}
  const missing = without.map(({ name, account }) => `${name} (${account})`)
  return {
    ...operation,
    manual: {
      where,
      lines: [
        ...lines,
        `File: ${path}`,
        `SHA-256: ${sha256}`,
        ...(missing.length === 0
          ? []
          : [
              `Not in it, because their plan ids are not known: ${count(missing.length, 'reseller')}, ${firstFew(missing)}.`,
              'Allow reads.resellerPlans, or give the ids in the resellers file (delegated: 41=9001); plans of power resellers are added by hand.',
            ]),
      ],
    },
  }
}

function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The hash that the evidence holds, else that of the file which it names. */
async function hashIn(evidence: string): Promise<string | undefined> {
  const [told] = /\b[0-9a-f]{64}\b/i.exec(evidence) ?? []
  if (told !== undefined) return told.toLowerCase()
  const read = await readBytes(evidence.trim(), LARGEST)
  return 'bytes' in read ? sha256Of(read.bytes) : undefined
}
