/** Dotted version numbers. */

/** Whether `version` (such as `16.8.4-123`) comes before `other`; missing parts count as 0. */
export function isBelow(version: string, other: string): boolean {
  const parts = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number)
  const a = parts(bareVersion(version))
  const b = parts(other)
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** Without the release: `16.6.4-1234` is 16.6.4. */
export function bareVersion(version: string): string {
  return version.split('-')[0] ?? ''
}
