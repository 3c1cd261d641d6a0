/** Journals: damaged as files, and written whole with events that nobody would write. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openJournal } from '../../../src/run/journal.ts'
import { readJournal } from '../../../src/run/read-journal.ts'
import type { RunEvent } from '../../../src/run/run-event.ts'
import { foldEvents } from '../../../src/run/run-state.ts'
import { writePlan } from '../../../src/plan/plan-file.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { summariseRun } from '../../../src/report/run-summary.ts'
import { eventLine } from '../../../src/view/event-text.ts'
import { createStyle } from '../../../src/view/style.ts'
import { summaryLines } from '../../../src/view/summary-text.ts'
import { mutate, mutateData } from './mutate.ts'
import { samplePlan } from './plans.ts'
import { command, refuseControls, type Subject, unlessRefused } from './subject.ts'

const style = createStyle(false)
const FORGED = Buffer.from('forged:')

/** A run with everything that can happen in one. */
function eventsOf(plan: Plan): RunEvent[] {
  const [first, second, third] = plan.operations.map(({ id }) => id) as [string, string, string]
  const debt = { kind: 'template-window', templateId: 12, templateName: 'Office 365' } as const
  const failure = { code: 'oa/refused', message: 'no', hint: 'look' }
  return [
    { type: 'run-started', run: 'torture', digest: plan.digest, formatVersion: 1 },
    { type: 'operation-started', operation: first },
    { type: 'call-intended', operation: first, call: 1, method: 'aps.resources.create', params: { body: { a: [1] } } },
    { type: 'call-answered', operation: first, call: 1, result: { aps: { id: 'x' } } },
    { type: 'operation-done', operation: first, outcome: 'applied', id: 'x' },
    { type: 'operation-started', operation: second },
    { type: 'debt-opened', operation: second, debt },
    { type: 'call-failed', operation: second, call: 2, outcome: 'unknown', ...failure },
    { type: 'operation-failed', operation: second, ...failure },
    { type: 'debt-settled', operation: second, debt },
    { type: 'operation-waiting', operation: third },
    { type: 'operation-attested', operation: third, by: 'tester', evidence: 'ticket' },
    { type: 'run-finished', outcome: 'waiting' },
    { type: 'run-resumed', run: 'torture' },
  ]
}

export const journalSubject: Subject = {
  name: 'journal',
  count: 1100,
  async open(folder) {
    const plan = await samplePlan()
    const events = eventsOf(plan)
    const config = join(folder, 'o365-onboard.yaml')
    await writeFile(config, leastConfig)
    const run = join(folder, '.o365-onboard', 'runs', 'torture')
    const file = join(run, 'journal.jsonl')
    await mkdir(run, { recursive: true, mode: 0o700 })
    await writePlan(join(run, 'plan.json'), plan)
    const write = async (all: readonly RunEvent[]): Promise<void> => {
      await rm(file, { force: true })
      const { journal } = await openJournal(file, { fence: { check: () => undefined } })
      for (const event of all) await journal.append(event)
      await journal.close()
    }
    await write(events)
    const good = await readFile(file)
    return {
      // The hash chain refuses nearly all damage, so half of the journals are written with bad events and a good chain.
      make: (chance) =>
        chance.below(2) === 0
          ? mutate(good, chance)
          : Buffer.concat([FORGED, Buffer.from(JSON.stringify(mutateData(events, chance)))]),
      async feed(input) {
        if (input.subarray(0, FORGED.length).equals(FORGED)) {
          const forged = JSON.parse(input.subarray(FORGED.length).toString()) as RunEvent[]
          if ((await unlessRefused(() => write(forged).then(() => true))) === undefined) return 'refused'
        } else await writeFile(file, input)
        await command(folder, 'status', '--config', config)
        await command(folder, 'status', '--config', config, '--json')
        await command(folder, 'runs', '--config', config)
        const read = await unlessRefused(async () => readJournal(await readFile(file), file))
        if (read === undefined) return 'refused'
        for (const event of read.events) refuseControls(eventLine(event, plan, style) ?? '', 'an event')
        const report = summariseRun('torture', plan, foldEvents(read.events), 'failed')
        refuseControls(summaryLines(report, style, 80).join('\n'), 'the summary')
        return 'accepted'
      },
    }
  },
}

const leastConfig = `formatVersion: 1
installation: torture
operations: { url: http://oa.example:8440 }
billing: { url: http://oa.example:5224, credentials: none }
aps: { url: http://oa.example:6308 }
`
