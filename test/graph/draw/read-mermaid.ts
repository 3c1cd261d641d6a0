/** A strict reader of the Mermaid that we write: any line that is not one of the known forms is an error. */

const node = /^ +(n\d+_\d+)(?:\["([^"]*)"\]|\(\["([^"]*)"\]\))$/
const others = [
  /^ {2}%% [^{]*$/,
  /^ {2}subgraph g\d+\["\d+ (?:add-ons|base offers)"\]$/,
  /^ {4}direction LR$/,
  /^ {2}end$/,
  /^ {2}(?:g\d+|n\d+_1) --> (?:g\d+|n\d+_1)$/,
  /^ {2}n\d+_1(?: ~~~ n\d+_1)*$/,
  /^ {2}classDef [a-z]+ [\w#:,. -]+$/,
  /^ {2}class [\w,]+ [a-z]+$/,
]

export interface ReadMermaid {
  title: string
  /** With the mark, without notes. */
  labels: string[]
  links: string[]
}

export function readMermaid(text: string): ReadMermaid {
  const [open, title = '', close, kind, ...lines] = text.split('\n')
  if (open !== '---' || close !== '---' || kind !== 'flowchart LR' || lines.pop() !== '') throw new Error('no frame')
  const read: ReadMermaid = { title: JSON.parse(title.replace('title: ', '')) as string, labels: [], links: [] }
  for (const line of lines) {
    const [, , square, round] = node.exec(line) ?? []
    const label = square ?? round
    if (label !== undefined) read.labels.push(decoded(label))
    else if (!others.some((form) => form.test(line))) throw new Error(`unknown line: ${line}`)
    if (line.includes(' --> ')) read.links.push(line.trim())
  }
  return read
}

/** Only our own tags and numbered characters may be there. */
function decoded(label: string): string {
  const name = label.replace(/<br\/><i>[^<]*<\/i>$/, '').replace(/^<b>([^<]*)<\/b>$/, '$1')
  if (/[<>"`\\{}[\]|&:%]/.test(name) || /#(?!\d+;)/.test(name)) throw new Error(`unsafe label: ${label}`)
  return name.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
