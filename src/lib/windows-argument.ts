/**
 * What may be given to a program on Windows. Arguments travel there as one line of text: PowerShell puts quotes around
 * those with blanks and escapes nothing, and a batch file is read by cmd.exe, whoever starts it. So some texts cannot be
 * made safe by any quoting, and are refused. Names of IIS sites cannot have most of these characters either.
 */

/** What takes the arguments: a command of PowerShell itself, a batch file, or a program. */
export function windowsProgram(name: string): 'cmdlet' | 'batch' | 'program' {
  if (/^[A-Z]\w*-[A-Z]\w*$/.test(name)) return 'cmdlet'
  return /\.(?:cmd|bat)$/i.test(name) ? 'batch' : 'program'
}

/** For cmd.exe: operators, expansion, escapes, quotes, separators of arguments, and everything that ends a line. */
// eslint-disable-next-line no-control-regex -- to refuse them is the purpose
const BATCH = /["%!^&|<>()@,;=`\u0000-\u001f\u007f\u0085\u2028\u2029]/

/** A quote ends an argument, and a backslash at the end escapes the quote that would. */
// eslint-disable-next-line no-control-regex -- to refuse them is the purpose
const PROGRAM = /["\u0000]|\\$/

/** @returns what no quoting makes safe; undefined for a text that can be given */
export function unsafeInProgram(text: string): string | undefined {
  return text === '' ? '' : PROGRAM.exec(text)?.[0]
}

/** @returns what no quoting makes safe; undefined for a text that can be given */
export function unsafeInBatch(text: string): string | undefined {
  return BATCH.exec(text)?.[0] ?? unsafeInProgram(text)
}
