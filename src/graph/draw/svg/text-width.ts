/** How wide text will be, without a font at hand: generous, so that it stays inside its box in whatever font it gets. */

/** Widths in units of the font size, close to Helvetica, Arial and their metric twins. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[iIjl.,:;'’|!]/, 0.28],
  [/[ ft()[\]{}/\\r"`-]/, 0.36],
  [/[mwMW@%™]/, 0.92],
  [/[A-Z&$#+<>=~✓✕○]/, 0.72],
  [/[0-9a-z_?*^–]/, 0.56],
  [/[\u0080-\u1cff\u1e00-\u218f]/, 0.72],
]
const OTHER = 1.1
/** Fonts that stand in for the wanted ones can be wider than these. */
const SLACK = 1.06

const known = new Map<string, number>()

export function textWidth(text: string, fontSize: number): number {
  let sum = 0
  for (const character of text) sum += characterWidth(character)
  return sum * fontSize * SLACK
}

function characterWidth(character: string): number {
  const found = known.get(character)
  if (found !== undefined) return found
  const width = widths.find(([shape]) => shape.test(character))?.[1] ?? OTHER
  known.set(character, width)
  return width
}
