/** The largest of many numbers, however many: spreading them over `Math.max` would run out of stack. */

export function largest(numbers: Iterable<number>): number {
  let most = 0
  for (const number of numbers) if (number > most) most = number
  return most
}
