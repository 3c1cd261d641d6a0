/** The table of what may be made again, and the one rule above it. */

import { expect, test } from 'vitest'
import { methodSpec } from '../../../src/oa/methods.ts'
import { OaFault } from '../../../src/oa/oa-fault.ts'
import { verdictOn } from '../../../src/oa/repeat-rules.ts'

test('whatever its code, a write that may have happened is not made again', () => {
  const lost = { system: 'operations', method: 'pem.addResourceType', message: 'no', code: 'oa/unreachable' } as const
  const spec = methodSpec('pem.addResourceType')
  expect(verdictOn(new OaFault({ ...lost, outcome: 'not-sent' }), 'write', spec)).toBe('again')
  expect(verdictOn(new OaFault({ ...lost, outcome: 'unknown' }), 'write', spec)).toBe('unknown')
})
