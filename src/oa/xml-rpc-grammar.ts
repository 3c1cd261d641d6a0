/** The grammar of XML-RPC as a table: which element may stand where, and what it means once it is complete. */

import { scalars } from './xml-rpc-scalars.ts'
import type { XmlRpcValue } from './xml-rpc-value.ts'

/** An element with all its children read: their meanings in order, and its own text. */
export interface ElementContent {
  text: string
  children: readonly unknown[]
}

interface ElementRule {
  /** The children in order, each with its alternatives; or one name that may repeat. Nothing: text only. */
  children?: readonly (readonly string[])[] | string
  /** How many children there must be at least. */
  atLeast?: number
  /** What the element means. A returned {@link Refusal} says why it is not XML-RPC. */
  read: (content: ElementContent) => unknown
}

/** Why a complete element is refused. */
export class Refusal {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

const first = ({ children }: ElementContent) => children[0]
const all = ({ children }: ElementContent) => children
const text = (content: ElementContent) => content.text

const structure: Record<string, ElementRule> = {
  '#document': { children: [['methodCall', 'methodResponse']], atLeast: 1, read: first },
  methodCall: {
    children: [['methodName'], ['params']],
    atLeast: 1,
    read: ({ children: [method, params = []] }) => ({ call: { method, params } }),
  },
  methodResponse: { children: [['params', 'fault']], atLeast: 1, read: first },
  methodName: { read: text },
  params: { children: 'param', read: all },
  param: { children: [['value']], atLeast: 1, read: first },
  fault: { children: [['value']], atLeast: 1, read: (content) => ({ fault: first(content) }) },
  value: {
    children: [[...Object.keys(scalars), 'array', 'struct']],
    // Without a type it is a string, with every space it has.
    read: (content) => (content.children.length === 0 ? content.text : first(content)),
  },
  array: { children: [['data']], atLeast: 1, read: first },
  data: { children: 'value', read: all },
  struct: { children: 'member', read: readStruct },
  member: { children: [['name'], ['value']], atLeast: 2, read: all },
  name: { read: text },
}

const rules = new Map<string, ElementRule>([...Object.entries(structure), ...scalarRules()])

function scalarRules(): [string, ElementRule][] {
  return Object.entries(scalars).map(([name, read]) => [
    name,
    { read: (content) => read(content.text) ?? new Refusal(`the content of <${name}> is not of that type`) },
  ])
}

function readStruct({ children }: ElementContent): XmlRpcValue | Refusal {
  // No prototype: a member called `__proto__` must stay a member.
  const struct = Object.create(null) as Record<string, XmlRpcValue>
  for (const [name, value] of children as [string, XmlRpcValue][]) {
    if (name in struct) return new Refusal('a struct has two members of the same name')
    struct[name] = value
  }
  return struct
}

function ruleOf(element: string): ElementRule {
  const rule = rules.get(element)
  if (!rule) throw new Error(`no rule for <${element}>`)
  return rule
}

/** The children that may come next in `element`, after `count` others. */
export function allowedNext(element: string, count: number): readonly string[] {
  const { children = [] } = ruleOf(element)
  return typeof children === 'string' ? [children] : (children[count] ?? [])
}

/** Text that is not white space belongs into a leaf, or into an untyped `<value>`. */
export function allowsText(element: string, count: number): boolean {
  return ruleOf(element).children === undefined || (element === 'value' && count === 0)
}

/** What a complete element means, or why it is refused. */
export function readElement(element: string, content: ElementContent): unknown {
  const rule = ruleOf(element)
  if (content.children.length < (rule.atLeast ?? 0)) {
    return new Refusal(`<${element}> ends without <${allowedNext(element, content.children.length).join('> or <')}>`)
  }
  return rule.read(content)
}
