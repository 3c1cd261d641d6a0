/** setup.cmd as each procedure of the document has it: the sentences are the vendor's, and the plans follow them. */

import { describe, expect, it } from 'vitest'
import { planUpgrade } from '../../src/onboard/plan-upgrade.ts'
import { parseAnswers } from '../../src/runbook/facts/answers.ts'
import { cspAnswers, syndicationAnswers } from './answers.ts'
import { noDocument, type Procedure, procedures, setupInDocument, setupWords } from './document.ts'

const all = Object.keys(procedures) as Procedure[]
const title = noDocument ? "the vendor's text: SKIPPED, the shared seeds are absent" : "the vendor's text"

describe(title, () => {
  it.skipIf(noDocument).each(all)('has the sentence of %s under its heading', async (procedure) => {
    expect(await setupInDocument(procedure)).toBe(procedures[procedure].setup)
  })
})

describe('setup.cmd', () => {
  it.each([
    ['s66', '16.6.3', 'syndication'],
    ['s66', '16.6.9', 'syndication'],
    ['c66', '16.6.3', 'csp'],
    ['c66', '16.6.4', 'csp'],
    ['s83', '16.8.3', 'syndication'],
    ['c83', '16.8.3', 'csp'],
  ] as const)(
    'of %s, from %s, %s, has the words of the document, once for each site',
    async (procedure, from, scenario) => {
      const given = scenario === 'csp' ? cspAnswers : syndicationAnswers
      const answers = parseAnswers(JSON.stringify(given), 'answers.yaml')
      const { operations } = await planUpgrade({ from, scenario, answers, installation: undefined })
      const setups = operations.flatMap(({ command }) => (command?.words[0]?.includes('setup') ? [command.words] : []))
      const dispatcher = scenario === 'csp' ? undefined : syndicationAnswers.dispatcher
      expect(setups).toEqual(given.gateways.map((gateway) => setupWords(procedure, gateway, dispatcher)))
    },
  )
})
