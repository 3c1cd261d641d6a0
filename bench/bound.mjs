// The least time that an apply can take when every answer takes `latency` ms.

const PARALLEL = { operations: 8, billing: 4, aps: 8 }

/** Calls that must follow each other, per operation, as its kind needs them (read in src/resource/kinds). */
const CHAIN = {
  'license-type': () => 1,
  'addon-type': () => 1,
  'resource-type': () => 1,
  // read, deactivate, one add for each resource, limits, activate
  'service-template': ({ value, before }) =>
    4 + Object.keys(value.limits).length - Object.keys(before?.limits ?? {}).length,
  // create, list, details
  'service-plan': () => 3,
  // list, plans of each: the read that verifies what was done by hand
  'sales-category': () => 2,
}
/** Application, its instances, the instance's token, the types: the longest chain of reads before a plan can be made. */
const OBSERVE = 4
/** Plans, their details, their rates, the names of their categories: the longest chain of the last check. */
const CHECK = 4

/** Longest dependent chain of calls through the plan, one observation before it and one for its last check. */
function longestChain(operations) {
  const length = new Map()
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const measure = (id) => {
    if (!length.has(id)) {
      const operation = byId.get(id)
      const own = operation.type === 'check' ? CHECK : (CHAIN[operation.address?.split('/')[0]]?.(operation) ?? 0)
      length.set(id, own + Math.max(0, ...operation.needs.map(measure)))
    }
    return length.get(id)
  }
  return OBSERVE + Math.max(...operations.map(({ id }) => measure(id)))
}

const PHASES = [
  ['license-type', 'aps'],
  ['addon-type', 'aps'],
  ['resource-type', 'operations'],
  ['service-template', 'operations'],
  ['service-plan', 'billing'],
]

/**
 * No plan can be made before the template holds its resources, no resource before its type: the phases follow each
 * other, so each phase's own bound adds up. Two Billing calls make a plan; the last check reads each plan three times.
 */
function stagedRounds(operations) {
  const rounds = PHASES.map(([kind, system]) => {
    const own = operations.filter(({ address }) => address?.startsWith(`${kind}/`))
    const longest = Math.max(0, ...own.map((operation) => CHAIN[kind](operation)))
    return Math.max(longest, (own.length * (kind === 'service-plan' ? 2 : 1)) / PARALLEL[system])
  })
  const plans = operations.filter(({ address }) => address?.startsWith('service-plan/')).length
  const check = Math.max(CHECK, (plans * 3) / PARALLEL.billing)
  // One person at the panel: what was done by hand is verified one after the other.
  const sales = operations.filter(({ address }) => address?.startsWith('sales-category/'))
  const byHand = sales.reduce((sum) => sum + CHAIN['sales-category'](), 0)
  return OBSERVE + rounds.reduce((a, b) => a + b, 0) + byHand + check
}

/** @returns the bound in ms and what sets it, and the attainable bound of the phases one after the other */
export function lowerBound(plan, calls, latency) {
  const counts = Object.entries(PARALLEL).map(([system, parallel]) => {
    const made = calls.filter((call) => call.system === system).length
    return { what: `${made} ${system} calls, ${parallel} at a time`, rounds: made / parallel }
  })
  const chain = longestChain(plan.operations)
  const all = [{ what: `a chain of ${chain} calls`, rounds: chain }, ...counts]
  const largest = all.reduce((a, b) => (b.rounds > a.rounds ? b : a))
  return { ms: largest.rounds * latency, what: largest.what, staged: stagedRounds(plan.operations) * latency }
}
