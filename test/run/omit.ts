/** A copy without some of its members. */
export function omit<T extends object, K extends keyof T>(object: T, ...names: K[]): Omit<T, K> {
  const left = Object.entries(object).filter(([name]) => !names.includes(name as K))
  return Object.fromEntries(left) as Omit<T, K>
}
