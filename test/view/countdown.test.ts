/** A wait tells how long it still is: on a redrawn line every second, in a log once a minute. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Countdown } from '../../src/view/countdown.ts'
import { textView } from '../../src/view/text-view.ts'
import { planOf, typeOperation } from '../run/rig.ts'

const plan = planOf([typeOperation(1), typeOperation(2)])
const settling = (operation: string, until: string) =>
  ({ type: 'operation-settling', operation, why: 'the answer was lost', until }) as const

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2019-01-11T12:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

it('names the wait that ends last, counts down, and stops when nothing is waited for', () => {
  const told: string[] = []
  const countdown = new Countdown((text) => told.push(text), 1000)
  countdown.follow(settling('1', '2019-01-11T12:16:40.000Z'), plan)
  countdown.follow(settling('2', '2019-01-11T12:01:00.000Z'), plan)
  expect(countdown.text).toBe('16:40 left: Operation 1 and 1 more')
  vi.advanceTimersByTime(2000)
  expect(told).toEqual(['16:39 left: Operation 1 and 1 more', '16:38 left: Operation 1 and 1 more'])
  countdown.follow({ type: 'call-settled', operation: '1', call: 1, effect: 'seen' }, plan)
  expect(countdown.text).toBe('0:58 left: Operation 2')
  countdown.follow({ type: 'operation-done', operation: '2', outcome: 'applied' }, plan)
  expect(vi.getTimerCount()).toBe(0)
})

it('says a line a minute where nothing can be redrawn, and when the wait ends', () => {
  let text = ''
  const output = { stdout: (more: string) => void (text += more), stderr: () => undefined, width: Infinity }
  const view = textView({ output: { ...output, live: false, color: false }, details: false })
  view.event(settling('1', '2019-01-11T12:16:40.000Z'), plan)
  vi.advanceTimersByTime(120_000)
  const [first, ...lines] = text.trimEnd().split('\n')
  expect(first).toMatch(/^… Operation 1: the answer was lost; waiting until \d\d:\d\d$/)
  expect(lines).toEqual(['… 15:40 left: Operation 1', '… 14:40 left: Operation 1'])
  view.event({ type: 'run-finished', outcome: 'interrupted' }, plan)
  expect(vi.getTimerCount()).toBe(0)
})

it('never cuts off what a person must know in a narrow terminal', () => {
  let text = ''
  const output = { stdout: (more: string) => void (text += more), stderr: () => undefined, width: 30 }
  const spinner = { clear: () => undefined, follow: () => undefined, stop: () => undefined, show: () => undefined }
  const view = textView({ output: { ...output, live: true, color: false }, details: false, spinner: spinner as never })
  view.event(settling('1', '2019-01-11T12:16:40.000Z'), plan)
  expect(text.replace(/\s+/g, ' ')).toMatch(/waiting until \d\d:\d\d $/)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(30)
})
