/** Drives the XML parser over the grammar: keeps only the open elements, so memory stays near the size of the values. */

import { SaxesParser } from 'saxes'
import { XmlRpcSyntaxError } from './xml-rpc-errors.ts'
import { allowedNext, allowsText, readElement, Refusal } from './xml-rpc-grammar.ts'
import { maxValueDepth } from './xml-rpc-limits.ts'
import { findDoctype } from './xml-prolog.ts'

interface OpenElement {
  name: string
  text: string
  children: unknown[]
}

/**
 * Takes a document, gives the meaning of its root: `{ call }`, `{ fault }`, or the list of an answer's values.
 * @throws XmlRpcSyntaxError
 */
export function parseXmlRpc(xml: string): unknown {
  refuseDoctype(xml)
  const parser = new SaxesParser({ xmlns: false, position: true })
  const reading = new Reading((reason) => {
    throw new XmlRpcSyntaxError(reason, parser.line, parser.column + 1)
  })
  parser.on('opentagstart', (tag) => {
    reading.open(tag.name)
  })
  parser.on('text', (text) => {
    reading.addText(text)
  })
  parser.on('cdata', (text) => {
    reading.addText(text)
  })
  parser.on('closetag', () => {
    reading.close()
  })
  parser.on('error', (error) => {
    reading.refuse(withoutPosition(error.message))
  })
  parser.write(xml).close()
  return reading.finish()
}

/** What is open at the moment, from the document down to the innermost element. */
class Reading {
  readonly refuse: (reason: string) => never
  private readonly stack: OpenElement[] = [newElement('#document')]
  private depth = 0

  constructor(refuse: (reason: string) => never) {
    this.refuse = refuse
  }

  open(name: string): void {
    const parent = this.top()
    const allowed = allowedNext(parent.name, parent.children.length)
    if (!allowed.includes(name)) this.refuse(unexpected(name, parent, allowed))
    if (parent.name === 'value' && !isBlank(parent.text)) this.refuse(`<${name}> stands beside text in a <value>`)
    if (nests(name) && ++this.depth > maxValueDepth) this.refuse(`it nests deeper than ${maxValueDepth} levels`)
    this.stack.push(newElement(name))
  }

  addText(text: string): void {
    const element = this.top()
    if (allowsText(element.name, element.children.length)) element.text += text
    else if (!isBlank(text)) this.refuse(`text where only elements may stand, in <${element.name}>`)
  }

  close(): void {
    const { name, ...content } = this.top()
    const meaning = readElement(name, content)
    if (meaning instanceof Refusal) this.refuse(meaning.reason)
    if (nests(name)) this.depth--
    this.stack.pop()
    this.top().children.push(meaning)
  }

  finish(): unknown {
    return this.top().children[0]
  }

  private top(): OpenElement {
    const element = this.stack.at(-1)
    if (!element) throw new Error('the document itself was closed')
    return element
  }
}

function newElement(name: string): OpenElement {
  return { name, text: '', children: [] }
}

function nests(name: string): boolean {
  return name === 'array' || name === 'struct'
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text)
}

function unexpected(name: string, parent: OpenElement, allowed: readonly string[]): string {
  const place = parent.name === '#document' ? 'the document starts with' : `in <${parent.name}> comes`
  const wanted = allowed.length === 0 ? '' : ` instead of ${allowed.map((one) => `<${one}>`).join(' or ')}`
  return `${place} <${name.slice(0, 40)}>${wanted}`
}

// Looked for before parsing, so that not one byte of an entity declaration is read.
function refuseDoctype(xml: string): void {
  const at = findDoctype(xml)
  if (at === undefined) return
  const before = xml.slice(0, at).split('\n')
  throw new XmlRpcSyntaxError('it has a DOCTYPE', before.length, (before.at(-1) ?? '').length + 1)
}

// saxes writes `line:column: ` before its message; ours says the same at the end.
function withoutPosition(message: string): string {
  return message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
}
