/** What was found beside what was answered: answers win, differences are told, and merging again changes nothing. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noAnswers, type Answers, type Values } from '../../src/runbook/facts/answers.ts'
import { mergeFound, type FoundFact } from '../../src/runbook/facts/merge-found.ts'

const row = (values: Record<string, string>): Values => new Map(Object.entries(values))
const gateway = (id: string, values: Record<string, string>): FoundFact[] =>
  Object.entries({ instance: id, ...values }).map(([part, value]) => ({
    ...{ name: `gateway.${part}`, value, from: `application instance ${id}`, of: id },
  }))
const both = [...gateway('3', { url: 'https://a/' }), ...gateway('4', { url: 'https://b/' })]
const told = (answers: Answers, found: readonly FoundFact[]): string[] =>
  mergeFound(answers, found).diagnostics.map(({ code, message }) => `${code}: ${message}`)

describe('a list', () => {
  it('that nobody answered becomes the one that was found, and says so', () => {
    const { answers, diagnostics } = mergeFound(noAnswers, both)
    expect(diagnostics).toEqual([])
    expect(answers.gateways.map((each) => Object.fromEntries(each))).toEqual([
      { 'gateway.instance': '3', 'gateway.url': 'https://a/' },
      { 'gateway.instance': '4', 'gateway.url': 'https://b/' },
    ])
    expect(answers.found?.get('gateways.2.url')).toBe('found: application instance 4')
    expect(answers.found?.get('gateways.1.instance')).toBe('found: application instance 3')
  })

  it('that somebody answered is completed by the key of its entries, in its own order', () => {
    const answered = { ...noAnswers, gateways: [row({ 'gateway.instance': '4' }), row({ 'gateway.instance': '3' })] }
    const { answers } = mergeFound(answered, both)
    expect(answers.gateways.map((each) => each.get('gateway.url'))).toEqual(['https://b/', 'https://a/'])
    expect([...(answers.found ?? [])].map(([name]) => name)).toEqual(['gateways.2.url', 'gateways.1.url'])
  })

  it('that leaves one out, or has one too many, is doubted and not changed', () => {
    const answered = { ...noAnswers, gateways: [row({ 'gateway.instance': '3' }), row({ 'gateway.instance': '9' })] }
    expect(told(answered, both)).toEqual([
      'upgrade/left-out: Application instance 4 (https://b/) exists, and is not among the gateways of the answers.',
      'upgrade/not-there: Application instance 9 is among the gateways of the answers, and was not found; found were 3, 4.',
    ])
    expect(mergeFound(answered, both).answers.gateways).toHaveLength(2)
  })

  it('of templates is told as such', () => {
    const answered = { ...noAnswers, templates: [row({ 'template.id': '12', 'template.name': 'Old' })] }
    const found = ['12', '14'].flatMap((id): FoundFact[] => [
      { name: 'template.id', value: id, from: `service template ${id}`, of: id },
      { name: 'template.name', value: `Name ${id}`, from: `service template ${id}`, of: id },
    ])
    expect(told(answered, found)).toEqual([
      'upgrade/left-out: Service template 14 (Name 14) exists, and is not among the templates of the answers.',
      'upgrade/found-otherwise: templates.1.name: the answers say Old, and service template 12 says Name 12.',
    ])
  })
})

describe('an entry without its key', () => {
  it('is completed by its place', () => {
    const answered = { ...noAnswers, gateways: [row({ 'gateway.url': 'https://a/' })] }
    const { answers } = mergeFound(answered, [{ name: 'gateway.ip', value: '10.1.0.1', from: 'getent', of: 'no-1' }])
    expect(answers.gateways[0]?.get('gateway.ip')).toBe('10.1.0.1')
  })
})

const value = fc.constantFrom('1', '2', '3')
const scalars = fc.dictionary(fc.constantFrom('application', 'dispatcher.ip', 'dispatcher.site'), value)
const rows = (list: 'gateway' | 'template', parts: readonly string[]) =>
  fc
    .array(fc.dictionary(fc.constantFrom(...parts), value), { maxLength: 3 })
    .map((all) => all.map((each) => row(Object.fromEntries(Object.entries(each).map(([p, v]) => [`${list}.${p}`, v])))))
const someAnswers = fc.record({
  values: scalars.map(row),
  gateways: rows('gateway', ['instance', 'url', 'ip', 'site']),
  templates: rows('template', ['id', 'name']),
})
const someFound = fc.array(
  fc
    .record({
      name: fc.constantFrom(
        'application',
        'dispatcher.ip',
        'gateway.instance',
        'gateway.url',
        'gateway.ip',
        'template.id',
      ),
      value,
      of: fc.constantFrom('1', '2', 'no-1'),
    })
    .map(({ name, value: said, of }): FoundFact => {
      const isKey = name === 'gateway.instance' || name === 'template.id'
      // As sources say it: an entry is called by its key.
      return { name, value: isKey ? of : said, from: 'somebody', ...(name.startsWith('g') || isKey ? { of } : {}) }
    }),
)

/** Every answer, in its place. */
const contents = ({ values, gateways, templates }: Answers) =>
  [values, ...gateways, ...templates].map((each) => [...each])

describe('whatever is answered and found', () => {
  it('answers win, and nothing that was found counts as answered', () => {
    fc.assert(
      fc.property(someAnswers, someFound, (answers, found) => {
        const merged = mergeFound(answers, found).answers
        expect(merged.values).toEqual(new Map([...merged.values, ...answers.values]))
        for (const list of ['gateways', 'templates'] as const) {
          if (answers[list].length > 0) expect(merged[list]).toHaveLength(answers[list].length)
          for (const [index, each] of answers[list].entries())
            for (const [name, said] of each) {
              expect(merged[list][index]?.get(name)).toBe(said)
              expect(merged.found?.has(`${list}.${index + 1}.${name.split('.')[1] ?? ''}`)).toBe(false)
            }
        }
      }),
    )
  })

  it('merging again changes nothing', () => {
    fc.assert(
      fc.property(someAnswers, someFound, (answers, found) => {
        const once = mergeFound(answers, found).answers
        const twice = mergeFound(once, found).answers
        expect(contents(twice)).toEqual(contents(once))
        expect(twice.found).toEqual(once.found)
      }),
    )
  })
})
