/** A small reader of DOT: tokens as Graphviz cuts them, statements as far as we write them. */

export interface ReadDot {
  /** With the mark, without notes. */
  labels: string[]
  links: string[]
}

export function readDot(text: string): ReadDot {
  const tokens = tokensOf(text)
  const read: ReadDot = { labels: [], links: [] }
  if (tokens.slice(0, 3).join(' ') !== 'digraph offers {' || tokens.pop() !== '}') throw new Error('no frame')
  let at = 3
  while (at < tokens.length) {
    const start = at
    while (tokens[at] !== '[' && at < tokens.length && !isStatementEnd(tokens, at)) at++
    const subject = tokens.slice(start, tokens[at] === '[' ? at : at + 1)
    const attributes = new Map<string, string>()
    if (tokens[at] === '[') at = readAttributes(tokens, at + 1, attributes)
    else at++
    const label = attributes.get('label')
    if (/^n\d+$/.test(subject.join(' '))) read.labels.push(...namesIn(label ?? ''))
    else if (subject.includes('->')) read.links.push(subject.join(' '))
    else if (!['graph', 'node', 'edge'].includes(subject.join(' '))) throw new Error(`unknown: ${subject.join(' ')}`)
  }
  return read
}

/** After `a -> b` comes no bracket but a new statement. */
function isStatementEnd(tokens: readonly string[], at: number): boolean {
  return tokens[at + 1] !== '->' && tokens[at] !== '->' && tokens[at + 1] !== '['
}

function readAttributes(tokens: readonly string[], start: number, into: Map<string, string>): number {
  let at = start
  for (; tokens[at] !== ']'; at += tokens[at + 3] === ',' ? 4 : 3) {
    if (tokens[at + 1] !== '=') throw new Error(`no attribute: ${tokens.slice(at, at + 3).join(' ')}`)
    into.set(tokens[at] ?? '', tokens[at + 2] ?? '')
  }
  return at + 1
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  const token = /\s*(?:("(?:[^"\\]|\\[^])*")|(->|[[\]{}=,])|([\w.]+)|(<))/y
  while (token.lastIndex < text.trimEnd().length) {
    const [, quoted, mark, word, angle] = token.exec(text) ?? []
    const found = quoted ?? mark ?? word
    if (found !== undefined) tokens.push(found)
    else if (angle === undefined) throw new Error(`no token at ${text.slice(token.lastIndex, token.lastIndex + 40)}`)
    else {
      const html = htmlAt(text, token.lastIndex - 1)
      tokens.push(html)
      token.lastIndex += html.length - 1
    }
  }
  return tokens
}

/** Angle brackets must balance. */
function htmlAt(text: string, start: number): string {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '<') depth++
    if (text[at] === '>') depth--
    if (depth === 0) return text.slice(start, at + 1)
  }
  throw new Error('open HTML')
}

function namesIn(label: string): string[] {
  if (label.startsWith('"')) {
    const text = label.slice(1, -1).replace(/\\([^])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
    return [entities(text.split('\n')[0] ?? '')]
  }
  const tags = /<\/?(?:TABLE|TR|TD|BR)(?: [A-Z]+="[#\w]*")*\/?>/g
  const rest = label.slice(1, -1).replace(tags, '')
  if (/[<>"]/.test(rest)) throw new Error(`unsafe label: ${label}`)
  return [...label.matchAll(/<TD [^>]*>([^<]*)</g)].map(([, text = '']) => entities(text))
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function entities(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`bare ampersand: ${text}`)
  return text.replace(/&([\w#]+);/g, (_, name: string) => names[name] ?? '')
}
