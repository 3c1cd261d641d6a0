// A large offer matrix like the real ones, the same every time: families of base offers with add-ons up to four deep.

const HEADERS = [
  'Offer Display Name',
  'Durable Offer ID',
  'Provisioning ID',
  'Offer Type',
  'Duration',
  'Billing Frequency',
  'Min Seat Count',
  'Max Seat Count',
  'Offer Limit',
  'Offer Limit Scope',
  'Depends On',
  'Can Convert To',
  'Offer URI',
  'LearnMoreLink',
  'Offer Display Description',
  'Allowed Countries',
]
/** Offers of one family refer to each other only; in every one of them 50 base offers, 5 trials and 45 add-ons. */
const FAMILY = 100
const BASES = 50
const TRIALS = 5
const REFERENCES_PER_ROW = 3
const EDITIONS = ['', ' (Nonprofit Staff Pricing)', ' – Büro, "Édition"', ' 企業向け']
const COUNTRIES = ['United States', 'Austria;Germany;Switzerland', 'Hong Kong SAR;Korea;Thailand']
const DESCRIPTION = 'Mail, meetings and files per user, for companies of up to 300'

/** A small generator of numbers, so that no run differs from another (mulberry32). */
function numbers(seed) {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Spread over the alphabet, as real ids are: the order of rows is not the order of ids. */
function guid(index) {
  const mixed = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  return `${mixed}-4802-4248-838e-${index.toString(16).padStart(12, '0')}`
}

/** Which rows an add-on names: mostly bases of its family, some add-ons of the layer above, a trial, and one of nowhere. */
function parentsOf(index, random, wanted) {
  const family = index - (index % FAMILY)
  const layer = Math.floor((index - family - BASES - TRIALS) / 15)
  const parents = new Set()
  while (parents.size < wanted) {
    const kind = random(100)
    if (kind < 8) parents.add(2_000_000 + random(1_000_000))
    else if (kind < 14) parents.add(family + BASES + random(TRIALS))
    else if (kind < 40 && layer > 0) parents.add(family + BASES + TRIALS + 15 * (layer - 1) + random(15))
    else parents.add(family + random(BASES))
  }
  return [...parents].map(guid)
}

/**
 * @param rows a multiple of 100
 * @param month where it is not 0, one offer in fifty differs: renamed, or with one parent less
 * @returns the CSV text, with three parent references for each row on average
 */
export function scaleMatrix(rows, month = 0) {
  const random = numbers(20190501)
  const lines = [HEADERS.join(',')]
  let owed = 0
  for (let index = 0; index < rows; index += 1) {
    const place = index % FAMILY
    const kind = place < BASES ? 'Base' : place < BASES + TRIALS ? 'Trial' : 'Add-on'
    if (place === 0) owed = FAMILY * REFERENCES_PER_ROW
    const left = FAMILY - place
    const wanted = kind === 'Add-on' ? Math.round(owed / left) : 0
    owed -= wanted
    const parents = wanted > 0 ? parentsOf(index, random, wanted) : []
    const change = month > 0 && index % 50 === 7 ? month : 0
    lines.push(line(index, kind, change > 0 ? parents.slice(1) : parents, change))
  }
  return `${lines.join('\r\n')}\r\n`
}

function line(index, kind, parents, change) {
  const id = guid(index)
  const name = `Microsoft offer ${index}${EDITIONS[index % EDITIONS.length]}${kind === 'Trial' ? ' Trial' : ''}`
  const paid = kind === 'Trial' ? guid(index - BASES) : index % 9 === 0 ? guid(index + 1) : ''
  const cells = [
    quoted(change > 0 ? `${name} ${change}` : name),
    id,
    kind === 'Trial' ? `PROVISIONING_${index - BASES}` : `PROVISIONING_${index}`,
    kind,
    kind === 'Trial' ? '1 Month' : '1 Year',
    kind === 'Trial' ? 'none' : 'annual;monthly',
    '1',
    index % 3 === 0 ? '10000000' : '300',
    kind === 'Trial' ? '1' : '',
    kind === 'Trial' ? 'Lifetime' : 'None',
    parents.join(';'),
    paid,
    `/offers/${id}`,
    '',
    quoted(`${DESCRIPTION} (${index}).`),
    COUNTRIES[index % COUNTRIES.length],
  ]
  return cells.join(',')
}

function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`
}
