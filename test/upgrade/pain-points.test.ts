/** What is known to go wrong with an upgrade, and has a step in its plan. */

import { expect, it } from 'vitest'
import { planUpgrade } from '../../src/onboard/plan-upgrade.ts'
import { parseAnswers } from '../../src/runbook/facts/answers.ts'
import { cspAnswers } from './answers.ts'

const answers = parseAnswers(JSON.stringify(cspAnswers), 'answers.yaml')
const { operations } = await planUpgrade({ from: '16.6.4', scenario: 'csp', answers, installation: undefined })
const at = (step: string) => operations.findIndex((operation) => operation.step === step)

it('P25: that a gateway site still has its name is looked at in IIS before anything is stopped', () => {
  const site = operations[at('gateway-site')]
  expect(site).toMatchObject({ command: { on: 'endpoint' } })
  expect(site?.command?.line).toMatch(/appcmd\.exe.* list site /)
  expect(at('gateway-site')).toBeLessThan(at('provisioning-stop'))
})

it('P26: customizations of brands that are migrated are backed up before anything irreversible', () => {
  const backup = operations[at('branding-data')]
  expect(backup).toMatchObject({ type: 'manual' })
  expect(at('branding-data')).toBeLessThan(operations.findIndex(({ irreversible }) => irreversible === true))
})
