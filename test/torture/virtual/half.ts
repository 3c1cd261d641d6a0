/** Half of all seeds, so that two files of tests use two processors. */

import { expect, it } from 'vitest'
import { simulate } from '../../virtual/simulate.ts'
import { range, simulateMany } from '../../virtual/simulate-many.ts'

/**
 * Every second seed from the first. `SEEDS` says up to which; `SEED` plays a single one again and tells what happens.
 *
 * @param first 1 or 2
 */
export function simulateHalf(first: 1 | 2): void {
  const seed = Number(process.env['SEED'] ?? 0)
  const last = Number(process.env['SEEDS'] ?? 100_000)
  if (seed === 0) all(first, last)
  else if (seed % 2 === first % 2) again(seed)
  else it('plays a seed of the other half', () => undefined)
}

function all(first: number, last: number): void {
  it(`every second seed from ${first} to ${last}: no violations`, async () => {
    // Most errors here are planned, and their stacks cost more than what they stand for.
    Error.stackTraceLimit = 0
    const [began, used] = [performance.now(), process.cpuUsage()]
    const { seeds, crashes, violations } = await simulateMany(range(first, last, 2))
    Error.stackTraceLimit = 10
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(used)
    process.stderr.write(
      `\n${seeds} seeds in ${seconds.toFixed(1)} s (${(seeds / seconds).toFixed(0)} a second, ` +
        `${((user + system) / 1000 / seeds).toFixed(2)} ms of the processor each), ${crashes} processes cut short, ${violations.length} violations\n`,
    )
    expect(violations).toEqual([])
  })
}

function again(seed: number): void {
  it(`seed ${seed}`, async () => {
    const { findings, trace } = await simulate(seed, {}, true)
    process.stderr.write(`\n${trace.join('\n')}\n`)
    expect(findings).toEqual([])
  })
}
