/** An error for whoever must act on it: what happened, where, and what to type next. */

import { hasErrors } from '../lib/diagnostic.ts'
import { jsonLine } from '../lib/json-text.ts'
import { OnboardError } from '../lib/onboard-error.ts'
import { printable } from '../lib/printable.ts'
import { shorten } from '../lib/text.ts'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { faultText } from './fault-text.ts'
import { completeCommands } from './next-command.ts'

/** Shows the error and gives the exit code. A fault in the program shows its stack. */
export async function showError(error: unknown, context: Context, json: boolean): Promise<number> {
  if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
    context.stderr('Interrupted. Nothing was changed.\n')
    return exitCodes.interrupted.code
  }
  if (!(error instanceof OnboardError)) {
    context.stderr(faultText(error, context.redactor))
    return exitCodes.failed.code
  }
  const { kind, code, message, hint, facts, diagnostics } = error
  if (json) context.stdout(jsonLine({ type: 'error', kind, code, message, hint, facts, diagnostics }))
  context.stderr(`${await textOf(error, context)}\n`)
  return exitCodes[kind].code
}

async function textOf(error: OnboardError, context: Context): Promise<string> {
  const [{ createStyle }, { diagnosticLines }, { wrap }] = await Promise.all([
    import('../view/style.ts'),
    import('../view/diagnostic-text.ts'),
    import('../view/layout.ts'),
  ])
  const style = createStyle(context.color)
  const width = Math.min(Math.max(20, context.width), 120)
  // Hidden before lines are broken: a secret may have blanks.
  const hide = (text: string): string => context.redactor.hideIn(text)
  const complete = (text: string): string => printable(completeCommands(hide(text), context.repeatFlags))
  const diagnostics = error.diagnostics.map(({ hint, message, ...rest }) => ({
    ...rest,
    message: hide(message),
    ...(hint === undefined ? {} : { hint: complete(hint) }),
  }))
  const lines = (text: string, first: string, rest: string): string[] =>
    wrap(text, width - 7).map((line, index) => `${index === 0 ? first : rest}${line}`)
  const hint = error.hint === undefined ? [] : lines(complete(error.hint), '     → ', '       ')
  const [only] = diagnostics
  // One finding that is an error says all by itself.
  if (only?.severity === 'error' && diagnostics.length === 1) {
    return [...diagnosticLines(only, style, width), ...(only.hint === undefined ? hint : [])].join('\n')
  }
  return [
    ...lines(printable(shorten(hide(error.message))), `${style.bad('error')}  `, '       '),
    ...diagnostics.flatMap((diagnostic) => diagnosticLines(diagnostic, style, width)),
    ...hint,
    ...(hasErrors(diagnostics) ? [] : [style.faint(`       ${error.code}`)]),
  ].join('\n')
}
