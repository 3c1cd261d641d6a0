/** A site's own Billing methods: positions are the site's, values the kind's, and nothing else goes in. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/cli/config.ts'
import { chooseWay } from '../../src/plan/choose-way.ts'
import { fillParams } from '../../src/resource/execute-way.ts'
import { kinds } from '../../src/resource/kinds.ts'
import { resourceCategory } from '../../src/resource/kinds/resource-category.ts'
import type { Kind } from '../../src/resource/resource.ts'
import { siteSchema } from '../../src/resource/site.ts'
import type { ExecuteMapping } from '../../src/resource/ways-config.ts'
import { site } from '../plan/small-world.ts'

const config = (ways: string) =>
  `formatVersion: 1\ninstallation: x\noperations: { url: http://x }\nbilling: { url: http://x }\naps: { url: http://x }\nways:\n${ways}`

const mapping = (params: ExecuteMapping['params'], ids: Record<string, number> = {}): ExecuteMapping => ({
  method: 'AddResourceToCategory',
  server: 'BM',
  params,
  ids,
})

/** A value that every way can make: a plan of nothing. */
const sampleValue = { periods: [], rates: [] }

const face = resourceCategory.execute as NonNullable<Kind['execute']>
const values = { category: 'Extra Storage', resource: 'guid', resourceId: 101 }

describe('the parameters of a call', () => {
  it('stand where the site says, whatever the order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['category', 'resource', 'resourceId']), (names) => {
        const params = names.map((name) => `{${name}}`)
        const wanted = names.map((name) => values[name as keyof typeof values])
        expect(fillParams('resource-category', face, mapping(params), values)).toEqual(wanted)
      }),
    )
  })

  it('keep their type, and what is fixed stays as it is written', () => {
    const params = [7, 'text', true, '{resourceId}', '{category}']
    expect(fillParams('x', face, mapping(params), values)).toEqual([7, 'text', true, 101, 'Extra Storage'])
  })

  it('take an id that OA shows nowhere from the site, and nothing is called without it', () => {
    const params = ['{categoryId}', '{resourceId}']
    expect(fillParams('x', face, mapping(params, { 'Extra Storage': 7 }), values)).toEqual([7, 101])
    expect(() => fillParams('resource-category', face, mapping(params), values)).toThrow(
      expect.objectContaining({ code: 'ways/no-id', kind: 'invalid-input' }) as Error,
    )
  })
})

describe('ways in a configuration', () => {
  it.each([
    ["  resource-category: [{ execute: { method: M, params: ['{planId}'] } }]", '{planId} is not known'],
    ["  resource-category: [{ execute: { method: M, params: ['x{resourceId}'] } }]", 'one placeholder'],
    ["  resource-category: [{ execute: { method: 'M; drop', params: [] } }]", 'the name of a Billing method'],
    ['  resource-category: [{ execute: { method: M, params: [], sever: BM } }]', 'sever'],
    ['  resource-categry: [manual]', 'did you mean "resource-category"'],
    ['  license-type: [{ execute: { method: M, params: [] } }]', 'cannot be written by a Billing method'],
    ['  service-plan: { create: [{ execute: { method: M, params: [] } }] }', 'cannot create a service-plan'],
    ['  resource-category: [execute]', ''],
  ])('%s is refused with its line', (ways, text) => {
    expect(() => parseConfig(config(ways), 'site.yaml')).toThrow(
      expect.objectContaining({ code: 'config/invalid', kind: 'invalid-input' }) as Error,
    )
    try {
      parseConfig(config(ways), 'site.yaml')
    } catch (error) {
      const { diagnostics } = error as { diagnostics: { message: string; hint?: string; at: { line: number } }[] }
      expect(diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join()).toContain(text)
      expect(diagnostics[0]?.at.line).toBeGreaterThanOrEqual(7)
    }
  })

  it('may differ by verb', () => {
    const given = site({ ways: { 'service-plan': { create: ['bss'], update: ['manual'] } } })
    const plan = kinds.find(({ name }) => name === 'service-plan') as Kind
    expect(chooseWay(plan, 'create', sampleValue, given)?.name).toBe('bss')
    expect(chooseWay(plan, 'update', sampleValue, given)).toBeUndefined()
  })
})

describe('no operation is planned by an undocumented way unless the configuration allows it by name', () => {
  const verbs = ['create', 'update'] as const

  it.each(kinds as readonly Kind[])('$name: without a word only a documented way, or a person', (kind) => {
    for (const verb of verbs)
      expect([undefined, 'documented']).toContain(chooseWay(kind, verb, sampleValue, site())?.grade)
  })

  it.each(kinds as readonly Kind[])('$name: whatever is allowed, only that is taken', (kind) => {
    const names = ['aps', 'pem', 'bss', 'manual']
    fc.assert(
      fc.property(fc.shuffledSubarray(names), fc.constantFrom(...verbs), (allowed, verb) => {
        const way = chooseWay(kind, verb, sampleValue, siteSchema.parse({ ways: { [kind.name]: allowed } }))
        if (way !== undefined) expect(allowed).toContain(way.name)
      }),
    )
  })

  it('no kind has a Billing method of its own', () => {
    for (const kind of kinds as readonly Kind[]) expect(kind.ways.map(({ name }) => name)).not.toContain('execute')
  })
})
