/** Half of all seeds, so that two files of tests use two processors. */

import { expect, it, vi } from 'vitest'
import { play } from '../../fuzz/play.ts'
import { playMany } from '../../fuzz/play-many.ts'
import { range } from '../../virtual/simulate-many.ts'

// The rig sets limits for single commands; here are thousands.
vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 120_000 })

/**
 * Every second seed from the first. `SEEDS` says up to which; `SEED` plays a single one again and tells what happens.
 *
 * @param first 1 or 2
 */
export function playHalf(first: 1 | 2): void {
  const seed = Number(process.env['SEED'] ?? 0)
  const last = Number(process.env['SEEDS'] ?? 2000)
  if (seed === 0) all(first, last)
  else if (seed % 2 === first % 2) again(seed)
  else it('plays a seed of the other half', () => undefined)
}

function all(first: number, last: number): void {
  it(`every second seed from ${first} to ${last}: no violations`, async () => {
    const began = performance.now()
    const { seeds, ends, commands, struck, violations } = await playMany(range(first, last, 2), (violation) => {
      process.stderr.write(`\n${violation}\n`)
    })
    const seconds = (performance.now() - began) / 1000
    process.stderr.write(
      `\n${seeds} seeds in ${seconds.toFixed(0)} s: ${struck} calls struck, ${commands} commands typed; ${ends.done} done, ` +
        `${ends.told} told of what a proxy sent twice, ${ends.refused} refused before anything; ${violations.length} violations\n`,
    )
    expect(violations).toEqual([])
  })
}

function again(seed: number): void {
  it(`seed ${seed}`, async () => {
    const { findings, commands } = await play(seed)
    process.stderr.write(`\n${commands.join('\n')}\n`)
    expect(findings).toEqual([])
  })
}
