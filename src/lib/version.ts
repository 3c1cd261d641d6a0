/** Dotted version numbers. */

/** Whether `version` (such as `16.8.4-123`) comes before `other`; missing parts count as 0. */
export function isBelow(version: string, other: string): boolean {
  const parts = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number)
  const a = parts(version.split('-')[0] ?? '')
  const b = parts(other)
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
