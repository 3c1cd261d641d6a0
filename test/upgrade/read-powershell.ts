/** What PowerShell makes of an argument: bare words of plain characters, and texts in any of its single quotes. */

const single = /['\u2018\u2019\u201a\u201b]/

/** @throws Error for a word that could be more than a word */
export function readPowerShell(line: string): string[] {
  const words: string[] = []
  let index = 0
  while (index < line.length) {
    if (line[index] === ' ') index += 1
    else if (single.test(line[index] ?? '')) {
      let word = ''
      for (index += 1; ; index += 1) {
        const character = line[index]
        if (character === undefined) throw new Error('an open quote')
        if (!single.test(character)) word += character
        else if (single.test(line[index + 1] ?? '')) word += line[(index += 1)] ?? ''
        else break
      }
      index += 1
      words.push(word)
    } else {
      const [bare = ''] = /^[^ ]+/.exec(line.slice(index)) ?? []
      if (!/^[\w.:\\-]+$/.test(bare)) throw new Error(`${bare} is not only a word`)
      words.push(bare)
      index += bare.length
    }
  }
  return words
}
