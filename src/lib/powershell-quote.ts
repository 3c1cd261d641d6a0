/** Words for Windows PowerShell, so that a command can be typed there as it is shown. */

/** What stands for itself: a name, a parameter, a path. Anything that could be a number or an operator is quoted. */
const PLAIN = /^(?:-[A-Za-z]\w*|[A-Za-z.][\w.:\\-]*)$/

/** PowerShell ends a quoted text at any of these, so each is doubled (about_Quoting_Rules; the language specification). */
const QUOTES = /['\u2018\u2019\u201a\u201b]/g

/** Inside single quotes nothing is expanded: no variable, no escape. */
export function powershellQuote(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replace(QUOTES, '$&$&')}'`
}
