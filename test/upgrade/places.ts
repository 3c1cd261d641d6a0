/** `2.9-2.13, 5 note 1` as single places. */
export function placesOf(text: string): string[] {
  return text.split(', ').flatMap((part) => {
    const [, step = '', first, last] = /^(\d+)\.(\d+)-\d+\.(\d+)$/.exec(part) ?? []
    if (first === undefined || last === undefined) return part === '' ? [] : [part]
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${step}.${Number(first) + index}`)
  })
}
