/** Questions to a person at a terminal. Only here is anything asked. */

import { confirm, input, select } from '@inquirer/prompts'
import type { SelectionQuestion } from '../graph/selection.ts'
import { printable } from '../lib/printable.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { Operation } from '../plan/plan.ts'
import type { MissingFact } from '../plan/upgrade/missing-facts.ts'
import type { RunSummaryReport } from '../report/run-summary.ts'
import type { Decision } from '../run/choices.ts'
import type { Attestation, Person } from '../run/person.ts'
import type { Answers } from '../runbook/facts/answers.ts'
import { askFacts } from './ask-facts.ts'
import { manualLines } from './plan-text.ts'
import { createStyle } from './style.ts'
import type { Output, View } from './view.ts'

export interface Prompts {
  confirm(message: string): Promise<boolean>
  /** Has a number typed, so that it was read. @returns whether it was this one */
  typeNumber(message: string, number: number): Promise<boolean>
  /** @returns the index of the chosen one */
  choose(question: SelectionQuestion, nameOf: (id: string) => string): Promise<number>
  person(view: View, user: string): Person
  /** Asks for the facts that an upgrade needs. */
  facts(missing: readonly MissingFact[], answers: Answers): Promise<Answers>
  /** @returns what to do about an operation that failed, or undefined to stop here */
  decide(failure: Failure, nameOf: (offer: string) => string): Promise<Decision | undefined>
}

type Failure = RunSummaryReport['failed'][number]

/** @param signal ends a question when the run is interrupted */
export function terminalPrompts(output: Output & { redactor: Redactor }, signal: AbortSignal): Prompts {
  const style = createStyle(output.color)
  // Prompts write to the terminal themselves, past the outlets.
  const shown = (text: string): string => printable(output.redactor.hideIn(text))
  return {
    confirm: (message) => confirm({ message: shown(message), default: false }, { signal }),
    typeNumber: async (message, number) =>
      (await input({ message: shown(message) }, { signal })).trim() === String(number),
    choose: ({ addon, choices }, nameOf) =>
      select(
        {
          message: `${shown(addon.name)} needs one of these. Which one?`,
          choices: choices.map(({ brings, chain }, index) => ({
            value: index,
            name: brings.map((id) => shown(nameOf(id))).join(' and '),
            description: chain.map((id) => shown(nameOf(id))).join(' → '),
          })),
        },
        { signal },
      ),
    facts: (missing, answers) =>
      askFacts(
        {
          input: (message, validate) => input({ message: shown(message), required: true, validate }, { signal }),
          confirm: (message) => confirm({ message: shown(message), default: false }, { signal }),
        },
        missing,
        answers,
      ),
    decide: (failure, nameOf) => unlessInterrupted(() => decide(failure, nameOf, signal)),
    person: (view, user) => ({
      attend: async (operation, _click, complaint) => {
        view.pause()
        output.stdout(`${instructions(operation, complaint).join('\n')}\n`)
        return ask(user, signal)
      },
    }),
  }

  function instructions({ title, manual }: Operation, complaint: string | undefined): string[] {
    return [
      '',
      ...(complaint === undefined ? [] : [style.changed(complaint)]),
      style.strong(printable(title)),
      ...(manual === undefined ? [] : manualLines(manual, style)),
    ]
  }
}

/** Ctrl-C at a question: nothing was decided. */
async function unlessInterrupted<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
      return undefined
    throw error
  }
}

function ask(user: string, signal: AbortSignal): Promise<Attestation | undefined> {
  return unlessInterrupted(async () => {
    const answer = await select(
      {
        message: 'Is it done?',
        choices: [
          { value: 'done', name: 'Yes, done' },
          { value: 'later', name: 'Not now: pause, and go on later with resume' },
        ],
      },
      { signal },
    )
    if (answer !== 'done') return undefined
    const evidence = await input({ message: 'Evidence, for example a ticket (may stay empty):' }, { signal })
    return { by: user, evidence }
  })
}

async function decide(
  { operation, title, choices, offer }: Failure,
  nameOf: (offer: string) => string,
  signal: AbortSignal,
): Promise<Decision | undefined> {
  const possible = new Set(choices.map(({ choice }) => choice))
  const left = offer === undefined ? '' : printable(nameOf(offer))
  const all = [
    { value: 'retry', name: 'Try again' },
    { value: 'settle', name: 'It is done: name the object, and let it be verified' },
    { value: 'skip', name: 'Leave this operation out, with a reason' },
    { value: 'exclude', name: `Leave out ${left}, and what cannot be sold without it` },
    { value: 'stop', name: 'Stop here, and go on later with resume' },
  ] as const
  const message = `${printable(title)}: what now?`
  const offered = all.filter(({ value }) => value === 'stop' || possible.has(value))
  const choice = await select({ message, choices: offered }, { signal })
  const required = (text: string): Promise<string> =>
    input({ message: text, required: true, validate: (value) => value.trim() !== '' || 'It is needed.' }, { signal })
  switch (choice) {
    case 'retry':
      return { choice, operation }
    case 'settle':
      return { choice, operation, id: (await required('Id of the object in OA:')).trim() }
    case 'skip':
      return { choice, operation, reason: await required('Reason, for the record:') }
    case 'exclude':
      return { choice, offer: offer ?? '', reason: await required('Reason, for the record:') }
    case 'stop':
      return undefined
  }
}
