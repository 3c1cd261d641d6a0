/** Reads a fault schedule from a file; every problem comes with its line and column. */

import { readTextFile } from '../../../lib/read-text-file.ts'
import { checkYaml, parseYaml } from '../../../lib/yaml-source.ts'
import { type FaultEntry, faultScheduleSchema } from './fault-schedule.ts'

/** @throws OnboardError `faults/unreadable`, `yaml/…` or `faults/invalid` */
export async function loadFaults(file: string, shown = file): Promise<FaultEntry[]> {
  const text = await readTextFile({
    what: 'The fault schedule',
    file,
    shown,
    code: 'faults/unreadable',
    hint: 'Write one like this: faults: [{ write: 3, fault: reset-after }]',
  })
  return checkYaml(parseYaml(text, shown), faultScheduleSchema, 'faults/invalid').faults
}
