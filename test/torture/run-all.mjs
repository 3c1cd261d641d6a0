/**
 * `npm run test:torture`: the scripts that are too slow for every test run, one after the other, each with its time. All
 * of them run whatever fails before; the exit code is 1 when one did. `npm run test:torture -- crash lease` runs some.
 */

import { spawnSync } from 'node:child_process'

/** A new one is one line here. */
const scripts = [
  'test:virtual',
  'test:fuzz',
  'test:resellers',
  'test:mutants',
  'test:hostile',
  'test:lease',
  'test:faults',
  'test:upgrade',
  'test:upgrade-killed',
  'test:crash',
]

const words = process.argv.slice(2)
const chosen = scripts.filter((script) => words.length === 0 || words.includes(script.slice('test:'.length)))
const unknown = words.filter((word) => !scripts.includes(`test:${word}`))
if (unknown.length > 0) throw new Error(`no such script: ${unknown.join(', ')}`)

const lines = chosen.map((script) => {
  console.log(`\n+ npm run ${script}`)
  const started = performance.now()
  const { status } = spawnSync('npm', ['run', script], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
  return `${script}: ${status === 0 ? 'passed' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(0)} s`
})
console.log(`\n${lines.join('\n')}`)
