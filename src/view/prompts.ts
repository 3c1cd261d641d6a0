/** Questions to a person at a terminal. Only here is anything asked. */

import { confirm, input, select } from '@inquirer/prompts'
import type { SelectionQuestion } from '../graph/selection.ts'
import { printable } from '../lib/printable.ts'
import type { Redactor } from '../lib/redactor.ts'
import type { Operation } from '../plan/plan.ts'
import type { Attestation, Person } from '../run/person.ts'
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
}

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

async function ask(user: string, signal: AbortSignal): Promise<Attestation | undefined> {
  try {
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
  } catch (error) {
    // Ctrl-C at the question: the run pauses where it is.
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError'))
      return undefined
    throw error
  }
}
