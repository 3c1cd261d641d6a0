/** Plans as files: they come back as they were, and nothing else is taken for one. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestOf } from '../../src/lib/json.ts'
import { OnboardError } from '../../src/lib/onboard-error.ts'
import { readPlan, writePlan } from '../../src/plan/plan-file.ts'
import { changesSomething, type Plan } from '../../src/plan/plan.ts'
import { isPossible, worlds } from './random-world.ts'
import { catalogOf, emptyInstallation, offer, plan, planOf, site, sold, type } from './small-world.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'))
})
afterAll(() => rm(folder, { recursive: true }))

const small = plan({
  catalog: catalogOf(offer(1), offer(5, { parents: [1] })),
  site: site({ resellers: [{ account: 1001, name: 'Contoso', model: 'value-added' }] }),
})

/** Why a file with this content is refused. */
async function refusal(content: string): Promise<string> {
  const file = join(folder, 'refused.json')
  await writeFile(file, content)
  const error: unknown = await readPlan(file).catch((reason: unknown) => reason)
  if (!(error instanceof OnboardError)) throw new Error('the file was accepted', { cause: error })
  expect([error.kind, error.hint]).toEqual(['invalid-input', expect.stringContaining('--out')])
  return `${error.code}: ${error.message.replace(file, 'FILE')}`
}

/** A plan that somebody changed and gave a digest that fits. */
function forged(change: (plan: Plan) => void): string {
  const copy = structuredClone(small)
  change(copy)
  return JSON.stringify({ ...copy, digest: digestOf({ ...copy, digest: undefined }) })
}

function operationAt(changed: Plan, kind: string): Plan['operations'][number] {
  const found = changed.operations.find(({ address }) => address?.startsWith(`${kind}/`))
  if (found === undefined) throw new Error(`no operation on a ${kind}`)
  return found
}

it('a plan comes back as it was', async () => {
  const file = join(folder, 'plan.json')
  await writePlan(file, small)
  expect(await readPlan(file)).toEqual(small)
})

it('any plan comes back as it was', async () => {
  const file = join(folder, 'any.json')
  await fc.assert(
    fc.asyncProperty(worlds.filter(isPossible), async (world) => {
      const made = plan(world)
      await writePlan(file, made)
      expect(await readPlan(file)).toEqual(made)
    }),
    { numRuns: 40 },
  )
})

it('a plan with fields of a newer version is read, and they count in its digest', async () => {
  const file = join(folder, 'newer.json')
  const newer = forged((copy) => Object.assign(copy, { addedLater: 1 }))
  await writeFile(file, newer)
  const read = await readPlan(file)
  expect(read.operations).toEqual(small.operations)
  const kept = join(folder, 'kept.json')
  await writePlan(kept, read)
  expect(await readPlan(kept)).toEqual(read)
  expect(await refusal(newer.replace('"addedLater":1', '"addedLater":2'))).toMatch(/^plan\/edited/)
})

describe('refused is', () => {
  it('what is no file, no JSON, or no plan', async () => {
    await expect(readPlan(join(folder, 'missing.json'))).rejects.toMatchObject({ code: 'plan/unreadable' })
    expect(await refusal('{')).toMatch(/^plan\/unreadable: The plan FILE cannot be read/)
    expect(await refusal('null')).toBe('plan/other-version: FILE is not a plan of format version 1.')
    expect(await refusal('[1]')).toBe('plan/other-version: FILE is not a plan of format version 1.')
    expect(await refusal('{"formatVersion":1}')).toMatch(/^plan\/invalid: FILE is not a plan: /)
  })

  it('another version', async () => {
    expect(await refusal(JSON.stringify({ ...small, formatVersion: 2 }))).toMatch(/^plan\/other-version/)
  })

  it('any edit', async () => {
    const edited = JSON.stringify(small).replace('"Offer 5"', '"Offer 6"')
    expect(await refusal(edited)).toBe('plan/edited: FILE was changed after it was made.')
    const fewer = JSON.stringify({ ...small, operations: small.operations.slice(1) })
    expect(await refusal(fewer)).toBe('plan/edited: FILE was changed after it was made.')
  })

  it('a kind that nobody knows', async () => {
    const text = forged((changed) => {
      operationAt(changed, 'license-type').address = 'licence-type/x'
    })
    expect(await refusal(text)).toMatch(
      /^plan\/invalid: FILE: license-types:.* is about an unknown kind "licence-type"/,
    )
  })

  it.each([
    ['license-type', { assignable: 'yes' }],
    ['addon-type', { parents: 'x' }],
    ['resource-type', { type: 'no address' }],
    ['service-template', { limits: { 'resource-type/x': 0.5 } }],
    ['service-plan', { published: 1 }],
    ['resource-category', { resources: [1] }],
  ])('a %s with the value %j', async (kind, value) => {
    const text = forged((changed) => {
      const operation = operationAt(changed, kind)
      operation.value = { ...operation.value, ...value }
    })
    expect(await refusal(text)).toMatch(new RegExp(`^plan/invalid: .* is not that of a ${kind}\\.$`))
  })

  const first = (plan: Plan) => operationAt(plan, 'license-type')
  it.each<[string, (plan: Plan) => void, string]>([
    [
      'a member that no value of this kind has',
      (p) => Object.assign(first(p).value ?? {}, { command: 'rm' }),
      'is not that of a license-type',
    ],
    ['a state before that is no state', (p) => (first(p).before = { name: 1 }), 'the value before'],
    [
      'a value other than the changes it shows',
      (p) => (first(p).value = { ...first(p).value, name: 'Else' }),
      'shows other changes',
    ],
    ['changes other than its value', (p) => first(p).changes.pop(), 'shows other changes than it makes'],
    ['a title that says something else', (p) => (first(p).title = 'Look at the weather'), 'misleads'],
    ['another address than its id', (p) => (first(p).address = 'license-type/../../etc'), 'is not about'],
    ['an update called a check', (p) => (first(p).action = 'check'), 'does nothing to its license-type'],
    [
      'a check that changes something',
      (p) => (p.operations.at(-1) ?? first(p)).changes.push({ field: 'a', to: 1 }),
      'not where',
    ],
    ['a person who is an API', (p) => (first(p).via = 'aps'), 'does not say who does it'],
    ['a call, which no runbook can ask for', (p) => (first(p).type = 'call'), 'which no plan for offers does'],
    [
      'a command, which only an upgrade has',
      (p) => {
        const command = { on: 'management' as const, words: ['rm', '-rf', '/'], line: 'rm -rf /', expect: [] }
        const last = p.operations.at(-1) ?? first(p)
        p.operations.push({ ...last, id: 'x', type: 'run', action: 'do', via: 'local', command })
      },
      'which no plan for offers does',
    ],
    ['two operations of one id', (p) => p.operations.push(first(p)), 'two operations have the same id'],
    ['operations in a circle', (p) => first(p).needs.push(p.operations.at(-1)?.id ?? ''), 'wait for each other'],
    ['a step that is not there', (p) => (first(p).step = 'else'), 'belongs to no step'],
    ['a summary that is too small', (p) => (p.summary.create -= 1), 'its summary is not that of its operations'],
  ])('%s', async (_, change, message) => {
    const tampered = forged((changed) => {
      change(changed)
    })
    expect(await refusal(tampered)).toMatch(/^plan\/invalid/)
    expect(await refusal(tampered)).toContain(message)
  })

  it('a way that does not exist, and keys that every object has', async () => {
    const shell = forged((changed) => Object.assign(first(changed), { via: 'shell' }))
    expect(await refusal(shell)).toMatch(/^plan\/invalid: .*operations\.\d+\.via/)
    const { operations, ...rest } = JSON.parse(forged(() => undefined)) as Plan
    const smuggled = `{"__proto__":{"operations":${JSON.stringify(operations)}},${JSON.stringify(rest).slice(1)}`
    expect(await refusal(smuggled)).toMatch(/^plan\/invalid: FILE is not a plan: operations/)
    expect(({} as Record<string, unknown>)['operations']).toBeUndefined()
  })

  it('what is nested so deeply that walking over it would end the program, and what is too large', async () => {
    const deep = forged(() => undefined).replace(
      '"value":{',
      `"value":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)},`,
    )
    expect(await refusal(deep)).toMatch(/^plan\/unreadable: .*it nests deeper than 64 levels/)
    expect(await refusal(`[${'1,'.repeat(4_100_000)}1]`)).toMatch(/^plan\/unreadable: .*more than 4000000 values/)
  })

  it('a need that is not in it', async () => {
    const text = forged(({ operations: [first] }) => {
      first?.needs.push('nothing:here')
    })
    expect(await refusal(text)).toContain('needs nothing:here, which is not in the plan')
  })
})

describe('the digest', () => {
  it('is the same for the same input, and over everything', () => {
    const again = plan({
      catalog: catalogOf(offer(1), offer(5, { parents: [1] })),
      site: site({ resellers: [{ account: 1001, name: 'Contoso', model: 'value-added' }] }),
    })
    expect(again).toEqual(small)
    const { digest, ...body } = small
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(digestOf(body)).toBe(digest)
    expect(plan({ catalog: catalogOf(offer(1)) }).digest).not.toBe(digest)
  })
})

it('a plan that changes nothing says so', () => {
  expect(changesSomething(small)).toBe(true)
  const observed = emptyInstallation({ ...sold(type('license', 1)), plans: [planOf(40, [1])] })
  expect(changesSomething(plan({ catalog: catalogOf(offer(1)), observed }))).toBe(false)
})
