/** What people see of the two samples in a terminal of 80 columns, to the letter. `vitest -u` writes it anew. */

import stringWidth from 'string-width'
import { expect, it } from 'vitest'
import { typed } from '../e2e/typed.ts'

const premium = 'catalog-samples/business-premium.csv'
const phone = 'catalog-samples/phone-system.csv'

const commands: [golden: string, code: number, args: string[]][] = [
  ['validate-premium', 0, ['validate', premium]],
  ['validate-all', 0, ['validate', premium, phone, '--all']],
  ['inspect-premium', 0, ['inspect', premium]],
  ['inspect-phone', 0, ['inspect', phone]],
  ['inspect-offer', 0, ['inspect', phone, '--offer', 'phone system']],
  ['inspect-base', 0, ['inspect', premium, '--offer', '{031C9E47-4802-4248-838E-778FB1D2CC05}']],
  ['inspect-trial', 0, ['inspect', premium, '--offer', 'Office 365 Business Premium Trial']],
  ['diff', 2, ['diff', premium, phone]],
  ['diff-more', 2, ['diff', premium, `${premium},${phone}`, '--all']],
  ['diff-markdown', 2, ['diff', premium, phone, '--markdown']],
]

it.each(commands)('%s', async (golden, code, args) => {
  const ended = await typed(['catalog', ...args], '/nowhere', { width: 80 })
  expect([ended.code, ended.stderr]).toEqual([code, ''])
  await expect(ended.stdout).toMatchFileSnapshot(`golden/${golden}.txt`)
  if (args.includes('--markdown')) return
  const tooWide = ended.stdout.split('\n').filter((line) => stringWidth(line) > 80)
  expect(tooWide).toEqual([])
})

it.each(['inspect', 'inspect --offer phone'])('loses nothing of %s in a terminal of 60 columns', async (how) => {
  const args = ['catalog', 'inspect', phone, ...(how === 'inspect' ? [] : ['--offer', 'Phone System', '--all'])]
  const text = async (width: number): Promise<string> => (await typed(args, '/nowhere', { width })).stdout
  const narrow = await text(60)
  expect(narrow.split('\n').filter((line) => stringWidth(line) > 60)).toEqual([])
  expect(narrow.replace(/\s+/g, ' ')).toBe((await text(500)).replace(/\s+/g, ' '))
})
