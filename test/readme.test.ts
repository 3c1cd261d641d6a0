/** The generated parts of the README say what the code says. `npm run readme` writes them anew. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { parseConfig } from '../src/cli/config.ts'
import { exitCodes } from '../src/cli/exit-codes.ts'
import type { Context } from '../src/cli/context.ts'
import { createProgram } from '../src/cli/program.ts'
import type { Fault } from '../src/oa/simulator/faults/fault.ts'
import { faults } from '../src/oa/simulator/faults/faults.ts'
import { safetyRules } from '../src/plan/safety.ts'
import { kinds } from '../src/resource/kinds.ts'
import type { Kind } from '../src/resource/resource.ts'
import { safetySchema } from '../src/resource/safety-config.ts'
import { facts } from '../src/runbook/facts/facts.ts'
import { loadRunbook, loadUpgradeRunbook } from '../src/runbook/load-runbook.ts'
import type { UpgradeStep } from '../src/runbook/steps.ts'
import { loadUpgradePaths } from '../src/runbook/upgrade-paths.ts'

const readme = new URL('../README.md', import.meta.url)
const upgrades = new URL('../docs/upgrades.md', import.meta.url)
const root = new URL('..', import.meta.url)

const example = new URL('o365-onboard.example.yaml', root)

const parts: Record<string, () => string | Promise<string>> = {
  configuration: () => `\`\`\`yaml\n${readFileSync(example, 'utf8')}\`\`\``,
  commands: () => {
    const program = createProgram({} as Context, () => Promise.resolve(), '')
    return table(
      ['command', 'what it does'],
      leaves(program, '').map(({ usage, text }) => [`\`${usage}\``, text]),
    )
  },
  'exit codes': () =>
    table(
      ['code', 'meaning'],
      Object.values(exitCodes).map(({ code, meaning }) => [String(code), meaning]),
    ),
  faults: () =>
    table(
      ['fault', 'what happens', '`delayMs`'],
      (faults as readonly Fault[]).map(({ name, summary, delayMs }) => [`\`${name}\``, summary, String(delayMs ?? '')]),
    ),
  steps: () => stepsOf('add-offers'),
  'add-on steps': () => stepsOf('add-addons'),
  ways: () =>
    table(
      ['kind of resource', 'can be written by (grade)', 'read back'],
      (kinds as readonly Kind[]).map((kind) => [
        `\`${kind.name}\``,
        [
          ...kind.ways.map((way) => `\`${way.name}\` (${way.grade})`),
          ...(kind.execute === undefined ? [] : ["`execute` (site's own)"]),
          '`manual`',
        ].join(', '),
        kind.slice === undefined ? 'no' : kind.visible === undefined ? 'yes' : 'partly',
      ]),
    ),
  'safety rules': () => {
    const caps = safetySchema.parse({})
    return table(
      ['rule', 'counts', 'cap', 'why'],
      safetyRules.map(({ name, counts, source }) => [`\`${name}\``, counts, String(caps[name]), source]),
    )
  },
  'execute values': () =>
    table(
      ['kind of resource', 'verb', 'values for `params`'],
      (kinds as readonly Kind[]).flatMap(({ name, execute }) =>
        execute === undefined
          ? []
          : [
              [
                `\`${name}\``,
                execute.verbs.join(', '),
                Object.entries(execute.values)
                  .map(([value, { type, what }]) => `\`{${value}}\` ${type}, ${what}`)
                  .join('; '),
              ],
            ],
      ),
    ),
}

const upgradeParts: Record<string, () => string | Promise<string>> = {
  steps: upgradeSteps,
  facts: () =>
    table(
      ['fact', 'what it is', 'where to find it', 'document'],
      facts.map((fact) => [
        `\`${fact.name}\``,
        fact.what,
        'derive' in fact ? `from \`${fact.from}\`` : (fact.find ?? ''),
        documents
          .map((key) => fact.places?.[key] ?? '')
          .join(' / ')
          .replace(/^[ /]+$/, ''),
      ]),
    ),
  paths: async () => {
    const paths = await loadUpgradePaths(new URL('runbooks/upgrade-paths.yaml', root).pathname)
    return table(
      ['from', 'to', 'scenario', 'runbook', 'source'],
      paths.map((path) => [
        `${path.from}, below ${path.below}`,
        path.to,
        path.scenario,
        `\`${path.runbook}\``,
        path.source,
      ]),
    )
  },
}

const documents = ['s66', 'c66', 's83', 'c83', 'r1'] as const

/** Every step of every upgrade once, in the order of the longest. */
async function upgradeSteps(): Promise<string> {
  const names = ['recovery', '16-6-syndication', '16-6-csp', '16-8-3-syndication', '16-8-3-csp']
  const runbooks = await Promise.all(
    names.map((name) => loadUpgradeRunbook(new URL(`runbooks/upgrade-${name}.yaml`, root).pathname)),
  )
  const [recovery, ...upgrades] = runbooks.map(({ steps }) => steps)
  const steps = new Map([...upgrades.flat(), ...(recovery ?? [])].map((step) => [step.id, step] as const))
  return table(
    ['step', ...documents, 'what', 'how', 'verified'],
    [...steps.values()].map((step) => [
      `\`${step.id}\``,
      ...documents.map((key) => step.places?.[key] ?? ''),
      step.title,
      howDone(step),
      howVerified(step),
    ]),
  )
}

function howDone(step: UpgradeStep): string {
  const each = step.each === undefined ? '' : `, each of the ${step.each}`
  if ('run' in step)
    return `a command on the ${step.run.on === 'endpoint' ? 'endpoint host' : 'management node'}${each}`
  if ('check' in step) return `a look${each}`
  if ('wait' in step) return `a wait${each}`
  const byApi = 'provisioning' in step || ('application' in step && step.application !== 'remove')
  return `${byApi ? 'by API where it is allowed, else by hand' : 'by hand'}${each}`
}

function howVerified(step: UpgradeStep): string {
  if ('run' in step)
    return step.run.expect === undefined ? 'it succeeds' : `its output has ${step.run.expect.join(', ')}`
  if ('evidence' in step && step.evidence !== undefined) return `evidence: ${step.evidence}`
  if ('wait' in step && step.asks !== undefined) return 'your own command, else attested'
  if ('application' in step && step.application !== 'remove') return 'in the next step'
  return 'manual' in step ? 'attested' : 'seen'
}

async function stepsOf(runbook: string): Promise<string> {
  const { steps } = await loadRunbook(new URL(`runbooks/${runbook}.yaml`, root).pathname)
  return table(
    ['step', 'what it does', 'source'],
    steps.map(({ id, title, source }) => [`\`${id}\``, title, source]),
  )
}

function leaves(command: Command, prefix: string): { usage: string; text: string }[] {
  return command.commands.flatMap((child) => {
    const name = `${prefix}${child.name()}`
    if (child.commands.length > 0) return leaves(child, `${name} `)
    return [{ usage: [name, ...child.registeredArguments.map(argument)].join(' '), text: child.description() }]
  })
}

function argument(each: Command['registeredArguments'][number]): string {
  const text = `${each.name()}${each.variadic ? '...' : ''}`
  return each.required ? `<${text}>` : `[${text}]`
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

it.each([
  ['README.md', readme, parts],
  ['docs/upgrades.md', upgrades, upgradeParts],
])('%s has generated parts that are up to date', async (title, file, own) => {
  const before = readFileSync(file, 'utf8')
  let after = before
  for (const [name, make] of Object.entries(own)) {
    const pattern = new RegExp(`(<!-- generated: ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`)
    expect(after, `${title} has no part "${name}"`).toMatch(pattern)
    const text = await make()
    after = after.replace(pattern, (_match, open: string, close: string) => `${open}${text}\n${close}`)
  }
  if (process.env['UPDATE_README'] === '1') writeFileSync(file, after)
  else expect(before, 'stale: type npm run readme').toBe(after)
})

it('names the test command that CI runs, and files that exist', () => {
  const text = readFileSync(readme, 'utf8')
  expect(readFileSync(new URL('.ci/run', root), 'utf8')).toContain("'^npm ci && npm test$'")
  expect(text).toMatch(/^npm ci && npm test$/m)
  const samples = readdirSync(new URL('catalog-samples', root))
  for (const [, file = ''] of text.matchAll(/catalog-samples\/([\w.-]+)/g)) expect(samples).toContain(file)
})

it('shows a configuration that is one', () => {
  const yaml = readFileSync(example, 'utf8')
  expect(parseConfig(yaml, 'example').installation).toBe('oa-production')
  const everything = yaml.replace(/^# (?=\S+:| {2}\S)/gm, '')
  expect(parseConfig(everything, 'example')).toMatchObject({
    instance: 3,
    prefix: 'INST2:',
    ways: { 'service-plan': ['bss'] },
  })
})

it('locks no download addresses', () => {
  const lock = readFileSync(new URL('package-lock.json', root), 'utf8')
  expect(lock).not.toMatch(/"resolved"/)
})
