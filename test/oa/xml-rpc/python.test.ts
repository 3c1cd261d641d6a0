/** Python's own xmlrpc.client, which nobody here wrote, reads what we write and writes what we read. */

import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeMethodCall,
  encodeMethodCall,
  encodeMethodResponse,
  decodeMethodResponse,
} from '../../../src/oa/xml-rpc.ts'
import type { XmlRpcValue } from '../../../src/oa/xml-rpc-value.ts'
import { struct, xmlRpcValue } from './values.ts'

const hasPython = spawnSync('python3', ['-c', 'import xmlrpc.client'], { stdio: 'ignore' }).status === 0

/** Runs a script with one JSON document on its input, gives the JSON document that it prints. */
function python(script: string, input: unknown): unknown {
  const run = spawnSync('python3', ['-c', script], { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 1e8 })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

// Types are written beside the values, because JSON knows neither int from double nor 64 bits.
const loadAll = `
import json, sys, xmlrpc.client
def show(v):
    if isinstance(v, bool): return ['bool', v]
    if isinstance(v, int): return ['int', str(v)]
    if isinstance(v, float): return ['float', v]
    if isinstance(v, list): return ['list', [show(i) for i in v]]
    if isinstance(v, dict): return ['dict', [[k, show(i)] for k, i in v.items()]]
    return ['str', v]
print(json.dumps([show(xmlrpc.client.loads(x.encode('utf-8'))[0][0]) for x in json.load(sys.stdin)]))`

function shown(value: XmlRpcValue): unknown {
  if (typeof value === 'boolean') return ['bool', value]
  if (typeof value === 'bigint') return ['int', value.toString()]
  if (typeof value === 'number')
    return (value | 0) === value && !Object.is(value, -0) ? ['int', String(value)] : ['float', value === 0 ? 0 : value]
  if (typeof value === 'string') return ['str', value]
  if (Array.isArray(value)) return ['list', value.map(shown)]
  return ['dict', Object.entries(value).map(([name, member]) => [name, shown(member)])]
}

const dump = `
import json, sys, xmlrpc.client
print(json.dumps(xmlrpc.client.dumps(tuple(json.load(sys.stdin)), methodname='pem.test')))`

describe.skipIf(!hasPython)('python3 xmlrpc.client', () => {
  test('reads every value we write', () => {
    // Python writes -0.0 as JSON -0.0, which is equal to 0 for our purpose.
    const values = fc.sample(xmlRpcValue, { numRuns: 500, seed: 7 })
    const seen = python(
      loadAll,
      values.map((value) => encodeMethodResponse(value)),
    )
    expect(JSON.parse(JSON.stringify(seen).replaceAll('["float",-0]', '["float",0]'))).toEqual(values.map(shown))
  })

  test('writes what we read', () => {
    const params = [{ a: [1, -2, 1.25, true, ' <&>\n]]> é😀 '], b: {}, c: '' }, 'x']
    const xml = python(dump, params) as string
    expect(decodeMethodCall(xml)).toStrictEqual({
      method: 'pem.test',
      params: [struct({ a: [1, -2, 1.25, true, ' <&>\n]]> é😀 '], b: struct({}), c: '' }), 'x'],
    })
  })

  test('writes faults, dates and base64 that we read', () => {
    const script = `
import json, sys, xmlrpc.client, datetime
f = xmlrpc.client.dumps(xmlrpc.client.Fault(-1, 'no & never'))
v = xmlrpc.client.dumps(([datetime.datetime(2026, 1, 31, 10, 20, 30), b'\\x01\\x02'],), methodresponse=True)
print(json.dumps([f, v]))`
    const [fault, values] = python(script, null) as [string, string]
    expect(decodeMethodResponse(fault)).toStrictEqual({ fault: { faultCode: -1, faultString: 'no & never' } })
    expect(decodeMethodResponse(values)).toStrictEqual({ value: ['20260131T10:20:30', 'AQI='] })
  })

  test('sees the method name of a call', () => {
    const script = `
import json, sys, xmlrpc.client
params, method = xmlrpc.client.loads(json.load(sys.stdin))
print(json.dumps([params, method]))`
    expect(python(script, encodeMethodCall('txn.Begin', [{}]))).toEqual([[{}], 'txn.Begin'])
  })
})
