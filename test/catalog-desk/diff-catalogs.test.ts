import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CatalogDiff, hasChanges, isListChange } from '../../src/catalog/catalog-diff.ts'
import { diffCatalogs } from '../../src/catalog/diff-catalogs.ts'
import type { Offer } from '../../src/catalog/offer.ts'
import { cells, csv, headers, load, matrix } from '../catalog/matrix-file.ts'
import { anyCatalog, catalogOf, guid, offer } from './catalogs.ts'

function diffOf(before: readonly Offer[], after: readonly Offer[]): CatalogDiff {
  return diffCatalogs(catalogOf(...before), catalogOf(...after))
}

/** The changes of the one offer that changed. */
function changesOf(before: Partial<Offer>, after: Partial<Offer>, ...others: readonly Offer[]) {
  const { changed } = diffOf([offer(1, before), ...others], [offer(1, after), ...others])
  expect(changed.map(({ id }) => id)).toEqual([guid(1)])
  return changed[0]?.changes ?? []
}

describe('each class of change', () => {
  it('tells what came and went', () => {
    const diff = diffOf([offer(1), offer(2), offer(9, { parents: [guid(2)] })], [offer(1), offer(3)])
    expect(diff.added).toEqual([{ id: guid(3), name: 'Offer 3', kind: 'license', usable: true, addons: 0 }])
    expect(diff.removed.map(({ id, addons }) => [id, addons])).toEqual([
      [guid(2), 1],
      [guid(9), 0],
    ])
    expect(diff.changed).toEqual([])
    expect(diff.summary).toMatchObject({ added: 1, removed: 2, changed: 0, byClass: {} })
  })

  it.each<[string, Partial<Offer>, Partial<Offer>, object]>([
    ['name', { name: 'Cloud PBX' }, { name: 'Phone System' }, { field: 'name', from: 'Cloud PBX', to: 'Phone System' }],
    ['provisioningId', {}, { provisioningId: 'MCOEV' }, { field: 'provisioningId', from: 'PROV_1', to: 'MCOEV' }],
    ['seats', { maxSeats: 300 }, { maxSeats: 500 }, { field: 'maxSeats', from: 300, to: 500 }],
    ['seats', { minSeats: 1 }, {}, { field: 'minSeats', from: 1, to: null }],
    ['seats', { limit: 1, limitScope: 'Lifetime' }, { limit: 2, limitScope: 'Lifetime' }, { field: 'limit', to: 2 }],
    ['terms', { duration: '1 Year' }, { duration: '3 Years' }, { field: 'duration', to: '3 Years' }],
    [
      'terms',
      { billingFrequencies: ['annual', 'monthly'] },
      { billingFrequencies: ['annual'] },
      { field: 'billingFrequencies', gained: [], lost: ['monthly'] },
    ],
    [
      'countries',
      { countries: ['Thailand', 'Korea'] },
      { countries: ['Korea', 'Japan'] },
      { gained: ['Japan'], lost: ['Thailand'] },
    ],
    ['segment', { segment: 'corporate' }, { segment: 'charity' }, { from: 'corporate', to: 'charity' }],
    ['unit', {}, { perGigabyte: true }, { field: 'perGigabyte', from: false, to: true }],
    ['description', { description: 'Mail' }, { description: 'Post' }, { field: 'description' }],
    [
      'prices',
      { prices: [{ currency: 'USD', listPrice: '8.5', erpPrice: '10' }] },
      { prices: [{ currency: 'USD', listPrice: '9', erpPrice: '10.00' }] },
      { field: 'listPrice USD', from: '8.50', to: '9.00' },
    ],
    ['availability', { validTo: '2019-06-30' }, {}, { field: 'validTo', from: '2019-06-30', to: null }],
    ['availability', { priceChange: 'DEL' }, { priceChange: 'CHG' }, { field: 'withdrawn', from: 'DEL', to: null }],
    ['upgrades', { convertsTo: [guid(7)] }, {}, { gained: [], lost: [], unresolved: { gained: [], lost: [guid(7)] } }],
  ])('%s', (of, before, after, expected) => {
    const changes = changesOf(before, after)
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({ class: of, ...expected })
  })

  it('tells parents of this catalog and others apart', () => {
    const others = [offer(2), offer(3), offer(4)]
    const before = { parents: [guid(2), guid(3), guid(20)] }
    const changes = changesOf(before, { parents: [guid(2), guid(4), guid(21), guid(22)] }, ...others)
    expect(changes).toEqual([
      {
        class: 'parents',
        field: 'parents',
        gained: [guid(4)],
        lost: [guid(3)],
        unresolved: { gained: [guid(21), guid(22)], lost: [guid(20)] },
      },
    ])
  })

  it('tells a flipped type, and the trial of a paid offer', () => {
    expect(changesOf({}, { kind: 'addon', parents: [guid(2)] }, offer(2)).map((change) => change.class)).toEqual([
      'type',
      'parents',
    ])
    const trial = (paid: number): Offer =>
      offer(5, { kind: 'trial', convertsTo: [guid(paid)], provisioningId: undefined })
    const { changed } = diffOf([offer(1), offer(2), trial(1)], [offer(1), offer(2), trial(2)])
    const links = changed.flatMap(({ id, changes }) =>
      changes.flatMap((change) =>
        change.class === 'trial' && !isListChange(change) ? [[id, change.from, change.to]] : [],
      ),
    )
    expect(links).toEqual([
      [guid(1), guid(5), null],
      [guid(2), null, guid(5)],
    ])
  })

  it('puts add-ons on top whose last usable parent is lost, directly or above', () => {
    const chain = [offer(2, { parents: [guid(1)] }), offer(3, { parents: [guid(2)] })]
    const { stranded, removed } = diffOf([offer(1), offer(9), ...chain], [offer(9), ...chain])
    expect(removed.map(({ id }) => id)).toEqual([guid(1)])
    expect(stranded.map(({ id, had }) => [id, had])).toEqual([
      [guid(2), [guid(1)]],
      [guid(3), [guid(2)]],
    ])
    // Another base that is left keeps them alive; a withdrawn one does not.
    const both = { parents: [guid(1), guid(9)] }
    expect(diffOf([offer(1), offer(9), offer(2, both)], [offer(9), offer(2, both)]).stranded).toEqual([])
    const gone = diffOf(
      [offer(1), offer(2, { parents: [guid(1)] })],
      [offer(1, { priceChange: 'DEPR' }), ...chain.slice(0, 1)],
    )
    expect(gone.withdrawn).toMatchObject([{ id: guid(1), flag: 'DEPR' }])
    expect(gone.stranded.map(({ id }) => id)).toEqual([guid(2)])
  })

  it('tells once of a field that only one catalog states', () => {
    const [with_, without] = [1, 2, 3, 4, 5].reduce<[Offer[], Offer[]]>(
      ([some, none], number) => [
        [...some, offer(number, { countries: ['Korea'] })],
        [...none, offer(number)],
      ],
      [[], []],
    )
    const diff = diffOf(with_, without)
    expect(diff.oneSided).toEqual([{ class: 'countries', field: 'countries', statedBy: 'old', offers: 5 }])
    expect(diff.changed).toEqual([])
    expect(hasChanges(diff)).toBe(true)
    // With fewer it may be a change of each.
    expect(diffOf(with_.slice(1), without.slice(1)).changed).toHaveLength(4)
  })
})

describe('laws', () => {
  it('a catalog does not differ from itself', () => {
    fc.assert(
      fc.property(anyCatalog, (catalog) => {
        expect(hasChanges(diffCatalogs(catalog, catalog))).toBe(false)
      }),
    )
  })

  it('reversed, what was added is removed and each change goes the other way', () => {
    fc.assert(
      fc.property(anyCatalog, anyCatalog, (one, other) => {
        const [there, back] = [diffCatalogs(one, other), diffCatalogs(other, one)]
        expect(back.removed.map(({ id }) => id)).toEqual(there.added.map(({ id }) => id))
        expect(back.added.map(({ id }) => id)).toEqual(there.removed.map(({ id }) => id))
        expect(back.changed.map(({ id, changes }) => [id, changes])).toEqual(
          there.changed.map(({ id, changes }) => [
            id,
            changes.map((change) => {
              if (!isListChange(change)) return { ...change, from: change.to, to: change.from }
              const { gained, lost, unresolved } = change
              const swapped = { ...change, gained: lost, lost: gained }
              if (unresolved === undefined) return swapped
              return { ...swapped, unresolved: { gained: unresolved.lost, lost: unresolved.gained } }
            }),
          ]),
        )
      }),
    )
  })

  it('case, blanks, dashes, order and forms of amounts are no change', () => {
    fc.assert(
      fc.property(anyCatalog, fc.infiniteStream(fc.nat(9)), (catalog, stream) => {
        const noisy = [...catalog.offers.values()].map((each) => withNoise(each, () => Number(stream.next().value)))
        expect(diffCatalogs(catalog, catalogOf(...noisy))).toMatchObject({
          added: [],
          removed: [],
          changed: [],
          oneSided: [],
        })
      }),
    )
  })
})

it('says nothing of two files that only look different', async () => {
  const parents = [guid(1), guid(2), guid(77)]
  const neat = matrix(
    cells(1, { 'Offer Display Name': 'Plan - One', 'Allowed Countries': 'Korea;Thailand' }),
    cells(2, { 'Billing Frequency': 'annual;monthly' }),
    cells(3, { 'Depends On': parents.join(';'), 'Can Convert To': '' }),
  )
  const messy = csv(
    [
      [...headers].reverse(),
      cells(3, {
        'Depends On': ` ${[...parents].reverse().join(' ; ').toUpperCase()}`,
        'Offer Display Name': 'OFFER\u00a03',
      }).reverse(),
      cells(2, { 'Billing Frequency': 'Monthly;Annual', 'Durable Offer ID': `{${guid(2).toUpperCase()}}` }).reverse(),
      cells(1, {
        'Offer Display Name': ' plan  \u2013 ONE',
        'Allowed Countries': 'thailand;KOREA',
        Duration: '1  year',
      }).reverse(),
    ],
    ';',
  )
  const [one, other] = [await load(neat), await load(messy)]
  expect(hasChanges(diffCatalogs(one, other))).toBe(false)
})

function withNoise(each: Offer, random: () => number): Offer {
  const text = (value: string): string => {
    const cased =
      random() < 5
        ? value
        : value.replace(/[a-z]+/gi, (word) => (random() < 5 ? word.toUpperCase() : word.toLowerCase()))
    const blank = random() < 5 ? ' ' : random() < 7 ? '\u00a0' : '  '
    const dash = random() < 5 ? '-' : '\u2011'
    return cased.replaceAll(' ', blank).replace(/[-–]/g, dash) + (random() < 5 ? '' : ' ')
  }
  const list = (values: readonly string[]): string[] => {
    const turned = random() < 5 ? [...values].reverse() : [...values]
    return random() < 5 ? turned : [...turned.slice(1), ...turned.slice(0, 1)]
  }
  const optional = (value: string | undefined): string | undefined => (value === undefined ? undefined : text(value))
  return {
    ...each,
    name: text(each.name),
    parents: list(each.parents),
    // The first target of a trial without a Provisioning ID is its paid offer: there the order means something.
    convertsTo: each.kind === 'trial' ? each.convertsTo : list(each.convertsTo),
    duration: optional(each.duration),
    limitScope: optional(each.limitScope),
    description: each.description === '' ? '' : text(each.description),
    countries: list(each.countries).map(text),
    billingFrequencies: list(each.billingFrequencies),
    prices: [...each.prices].reverse().map(({ currency, listPrice, erpPrice }) => ({
      currency,
      listPrice: listPrice === undefined ? undefined : listPrice.replace(/^12$/, '12.00'),
      erpPrice: erpPrice === undefined ? undefined : erpPrice.replace(/^8\.50$/, '8.5'),
    })),
    at: { file: 'other.csv', line: 1 },
  }
}
