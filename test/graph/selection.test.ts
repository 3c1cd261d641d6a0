/** What a run brings: what was asked for, the ancestors it needs, and a question or an error where that is not clear. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { catalogOf, guid, noMatrix, offer, realMatrix, realTitle, sample, select } from '../plan/small-world.ts'

const catalog = catalogOf(
  offer(1, { name: 'Business' }),
  offer(2, { name: 'Enterprise – E3' }),
  offer(3, { name: 'Enterprise E5' }),
  offer(4, { name: 'Phone', parents: [2] }),
  offer(5, { name: 'Calling', parents: [4, 3] }),
  offer(6, { name: 'Archive', parents: [1, 2, 3] }),
  offer(7, { name: 'Orphan', parents: [97, 98] }),
  offer(8, { name: 'Twin' }),
  offer(9, { name: 'twin' }),
  offer(10, { name: 'Business Trial', kind: 'trial', convertsTo: [1], provisioningId: 'PROV_1' }),
  offer(11, { name: 'Metered', kind: 'usage' }),
  offer(12, { name: 'Bare', provisioningId: undefined }),
  offer(13, { name: 'On bare', parents: [12, 99] }),
)

/** `code message hint` of each finding. */
function findings(wanted: string[], onboarded: number[] = []): string[] {
  const { diagnostics } = select(catalog, wanted, onboarded.map(guid))
  return diagnostics.map(({ severity, code, message, hint }) => `${severity} ${code} | ${message} | ${hint ?? ''}`)
}

function numbers(wanted: readonly string[], onboarded: number[] = [], from: Catalog = catalog): number[] {
  return [...select(from, wanted, onboarded.map(guid)).offers.keys()].map((id) => parseInt(id.slice(-12), 16))
}

describe('one offer', () => {
  const letters = guid(0xabc)
  it.each([letters, letters.toUpperCase(), `{${letters.toUpperCase()}}`, ` { ${letters} } `, 'Business', ' bUSINESS '])(
    'is found as %j',
    (text) => {
      const { offers, diagnostics } = select(catalogOf(offer(1), offer(0xabc, { name: 'Business' })), [text])
      expect([...offers.keys()]).toEqual([letters])
      expect(diagnostics).toEqual([])
    },
  )

  it('is found by a name with another dash, blank or case', () => {
    expect(numbers(['ENTERPRISE\u00a0-  e3'])).toEqual([2])
  })

  it('is taken once, however often it is named, with the reason', () => {
    expect(select(catalog, ['Business', guid(1)]).offers).toEqual(new Map([[guid(1), 'asked for']]))
  })

  it('is refused by a name that two have, with both ids', () => {
    expect(findings(['Twin'])).toEqual([
      `error selection/ambiguous-name | 2 offers are called "Twin": ${guid(8)}, ${guid(9)}. | Name one by its id: --offer ${guid(8)}`,
    ])
  })

  it('is guessed when it is misspelt', () => {
    expect(findings(['Bussines'])).toEqual([
      'error selection/unknown-offer | No offer in small.csv has the id or name "Bussines". | Did you mean --offer "Business"?',
    ])
    expect(findings([guid(999)])[0]).toContain('Check the offer id')
  })
})

describe('what cannot become a type is an error when it is asked for by name', () => {
  it.each([
    ['a trial', 'Business Trial', 'selection/trial-offer', `Ask for "Business" (${guid(1)}) instead`],
    ['an offer billed by usage', 'Metered', 'selection/usage-offer', 'Leave it out'],
    [
      'one without a Provisioning ID',
      'Bare',
      'selection/no-provisioning-id',
      `provisioningIds: { "${guid(12)}": "…" }`,
    ],
  ])('%s', (_title, name, code, hint) => {
    const [finding, ...more] = findings([name])
    expect(more).toEqual([])
    expect(finding).toMatch(new RegExp(`^error ${code} `))
    expect(finding).toContain(hint)
    expect(numbers([name])).toEqual([])
  })
})

describe('an add-on', () => {
  it('brings the only base there is, and says for whom', () => {
    expect(select(catalog, ['Phone']).offers).toEqual(
      new Map([
        [guid(2), 'needed by Phone'],
        [guid(4), 'asked for'],
      ]),
    )
  })

  it('is a question when several bases could carry it', () => {
    const { questions, offers, diagnostics } = select(catalog, ['Archive'])
    expect(questions).toEqual([
      {
        addon: catalog.offers.get(guid(6)),
        choices: [1, 2, 3].map((n) => ({ chain: [guid(n), guid(6)], brings: [guid(n)] })),
      },
    ])
    expect([...offers.keys()]).toEqual([guid(6)])
    expect(diagnostics).toEqual([])
  })

  it('is answered by asking for what a choice brings, too', () => {
    for (const { brings } of select(catalog, ['Archive']).questions[0]?.choices ?? []) {
      const { questions, offers } = select(catalog, ['Archive', ...brings])
      expect(questions).toEqual([])
      expect([...offers.keys()]).toEqual([...brings, guid(6)])
    }
  })

  it('takes the base that is onboarded, and brings nothing', () => {
    expect(numbers(['Archive'], [2])).toEqual([6])
    expect(select(catalog, ['Archive'], [guid(1), guid(2)]).questions).toEqual([])
  })

  it('brings what connects it to an onboarded base rather than a new base', () => {
    expect(numbers(['Calling'], [2])).toEqual([4, 5])
  })

  it('prefers the base that was asked for to one that is onboarded', () => {
    expect(numbers(['Calling', 'Enterprise E5'], [2, 4])).toEqual([3, 5])
  })

  it('brings a chain for each base that was asked for and can carry it', () => {
    expect(numbers(['Calling', 'Enterprise E5', 'Enterprise - E3', 'Business'])).toEqual([1, 2, 3, 4, 5])
  })

  it('may go with a wanted base that cannot carry it', () => {
    expect(numbers(['Phone', 'Business'])).toEqual([1, 2, 4])
  })

  it('without a usable parent is an error that lists what could be added', () => {
    expect(findings(['On bare'])[0]).toContain(
      `2 parent offers can be sold here. | Could be added: Bare (${guid(12)}): needs a Provisioning ID`,
    )
    expect(findings(['Orphan'])[0]).toMatch(/^error selection\/no-usable-parent .*Load a catalog that has one of these/)
    expect(findings(['Orphan'])[0]).toContain(`${guid(97)}, ${guid(98)}`)
  })

  it('in a circle without a base has no usable parent', () => {
    const circle = catalogOf(offer(1), offer(2, { parents: [3] }), offer(3, { parents: [2] }))
    expect(select(circle, [guid(2)]).diagnostics.map(({ code }) => code)).toEqual(['selection/no-usable-parent'])
  })
})

describe('several add-ons', () => {
  /** 5 goes with base 1 or 2, 6 only with 2. */
  const shared = catalogOf(offer(1), offer(2), offer(5, { parents: [1, 2] }), offer(6, { parents: [2] }))

  it('answer for each other, whichever was named first', () => {
    for (const wanted of [
      [guid(5), guid(6)],
      [guid(6), guid(5)],
    ]) {
      expect(numbers(wanted, [], shared)).toEqual([2, 5, 6])
      expect(select(shared, wanted).questions).toEqual([])
    }
  })

  it('give the same selection in any order', () => {
    const wanted = ['Archive', 'Calling', 'Phone', 'Orphan', 'Twin', guid(8)]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(wanted, { minLength: wanted.length }),
        fc.subarray([1, 2, 3, 4]),
        (names, has) => {
          const plain = (list: readonly string[]) => {
            const { offers, questions, diagnostics } = select(catalog, list, has.map(guid))
            return { offers: [...offers], questions, codes: diagnostics.map(({ code }) => code).sort() }
          }
          expect(plain(names)).toEqual(plain(wanted))
        },
      ),
    )
  })
})

describe('without a wish', () => {
  it('takes everything that can be sold and counts the orphans', () => {
    expect(numbers([])).toEqual([1, 2, 3, 4, 5, 6, 8, 9])
    const [...rest] = findings([]).filter((finding) => finding.includes('no-usable-parent'))
    expect(rest).toEqual([
      expect.stringMatching(/^warning selection\/no-usable-parent \| 2 add-ons without a parent .* first being Orphan/),
    ])
    expect(select(catalog, []).questions).toEqual([])
  })

  it('passes on what was left out of the catalog', () => {
    expect(findings([]).filter((finding) => finding.includes('catalog/'))).toEqual([
      expect.stringMatching(/^info catalog\/usage-offer/),
      expect.stringMatching(/^warning catalog\/no-provisioning-id/),
    ])
  })
})

describe('the samples', () => {
  it('Phone System asks which of its three parents to bring', async () => {
    const { questions } = select(await sample('phone-system.csv'), ['phone system'])
    expect(questions.map(({ addon, choices }) => [addon.name, choices.length])).toEqual([['Phone System', 3]])
  })
})

describe(realTitle, () => {
  const e3 = '796b6b5f-613c-4e24-a17c-eba730d49c02'
  const e5 = 'a044b16a-1861-4308-8086-a3a3b506fac2'
  const phoneSystem = '4260988e-990d-479c-ae7b-f01ce8e1bb4d'
  const domestic = '0f598efe-f330-4d79-b79f-c9480bb7ce3e'

  it.skipIf(noMatrix)('--offer E3 --offer "Domestic Calling Plan" brings Phone System', async () => {
    const name = 'Domestic Calling Plan'
    const { offers, questions, diagnostics } = select(await realMatrix(), [e3.toUpperCase(), name])
    expect(offers).toEqual(
      new Map([
        [domestic, 'asked for'],
        [phoneSystem, 'needed by Domestic Calling Plan'],
        [e3, 'asked for'],
      ]),
    )
    expect([questions, diagnostics]).toEqual([[], []])
  })

  it.skipIf(noMatrix)('--offer E5 --offer "Domestic Calling Plan" does not', async () => {
    const { offers, questions } = select(await realMatrix(), [e5, 'Domestic Calling Plan'])
    expect([...offers.keys()]).toEqual([domestic, e5])
    expect(questions).toEqual([])
  })

  it.skipIf(noMatrix)('every choice of every add-on, taken, leaves no question', async () => {
    const real = await realMatrix()
    const addons = [...select(real, []).offers.keys()].filter((id) => real.offers.get(id)?.kind === 'addon')
    for (const addon of addons.slice(0, 30)) {
      const { questions, diagnostics } = select(real, [addon])
      expect(diagnostics).toEqual([])
      const last = questions[0]?.choices.at(-1)
      if (last !== undefined) expect(select(real, [addon, ...last.brings]).questions).toEqual([])
    }
  })
})
