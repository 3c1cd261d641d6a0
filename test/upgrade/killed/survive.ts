/** An upgrade that dies at some of its moments, and a careful operator who brings it to its end. */

import { OnboardError } from '../../../src/lib/onboard-error.ts'
import type { Beginning } from './installation.ts'
import { Life, Fate } from './life.ts'
import { Upgrade, type End, type Words } from './upgrade.ts'

/** More walks than this are a wedged run. */
const ENOUGH = 60

export interface Misfortune {
  /** The moments at which the program dies, or loses a connection. */
  fatal?: readonly number[]
  /** Whether the folder of the run is lost when it first stops, and the upgrade begun anew. */
  losesFolder?: boolean
  /** Whether nobody is there while the program runs: what people do, they do while it rests, and say it with `attest`. */
  nobody?: boolean
}

export interface Survived {
  /** Everything that could have been fatal. */
  moments: readonly string[]
  findings: readonly string[]
}

export async function survive(
  given: Beginning,
  { fatal = [], losesFolder = false, nobody = false }: Misfortune = {},
): Promise<Survived> {
  const fate = new Fate(fatal)
  const upgrade = new Upgrade(given, nobody)
  let end = await upgrade.type(new Life(fate))
  let mayLose = losesFolder
  for (let walks = 0; end !== 'done' && walks < ENOUGH; walks += 1) {
    if (mayLose && end !== 'waiting') {
      upgrade.loseFolder()
      mayLose = false
      end = await upgrade.type(new Life(fate))
      continue
    }
    const words = decide(upgrade, end)
    if (words === undefined) break
    end = await upgrade.type(new Life(fate), words)
  }
  upgrade.judgeEnd(end)
  return { moments: fate.moments, findings: upgrade.findings }
}

/** What a careful operator says to go on; undefined where there is no way on. */
function decide(upgrade: Upgrade, end: End): Words | undefined {
  if (end === 'died') return {}
  if (end === 'waiting') return { attest: upgrade.doByHand() }
  if (!(end instanceof OnboardError)) return undefined
  const operation = String(end.facts['operation'])
  switch (end.code) {
    case 'command/unknown-outcome':
    case 'once/unknown':
      return upgrade.ran(operation) ? { attest: operation } : { decision: { choice: 'retry', operation } }
    case 'once/done':
      return { decision: { choice: 'skip', operation, reason: 'done by the run that was lost' } }
    case 'command/host-unreachable':
      return {}
    case 'upgrade/refused':
      // A run that was lost has imported it.
      return upgrade.isLost && upgrade.isImported ? { attest: operation } : undefined
    default:
      return undefined
  }
}

/** Tries each misfortune by itself. @returns what was found, with the moment at which it struck */
export async function violations(given: Beginning, tries: readonly Misfortune[]): Promise<string[]> {
  const found: string[] = []
  for (const misfortune of tries) {
    const { moments, findings } = await survive(given, misfortune)
    const { fatal = [] } = misfortune
    const at = fatal.map((moment) => `${moment} (${moments[moment - 1] ?? 'beyond the last'})`).join(' and ')
    found.push(...findings.map((finding) => `${at}: ${finding}`))
  }
  return found
}
