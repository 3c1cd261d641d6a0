/** What judges a fuzzed run must see what went wrong, or it would call everything good. */

import { describe, expect, it } from 'vitest'
import type { CallLogEntry } from '../../src/oa/simulator/call-log.ts'
import type { FaultName } from '../../src/oa/simulator/faults/faults.ts'
import type { Snapshot } from '../../src/oa/simulator/snapshot.ts'
import type { Operation } from '../../src/plan/plan.ts'
import { guid, typeOperation } from '../run/rig.ts'
import { unplannedChanges } from './changes.ts'
import { sentTwice } from './sent-twice.ts'

type Call = [method: string, outcome?: CallLogEntry['outcome'], fault?: FaultName]

const writes = new Set(['aps.resources.create', 'pem.activateST'])

function log(...calls: Call[]): CallLogEntry[] {
  return calls.map(([method, outcome = 'ok', fault], index) => ({
    ...{ seq: index + 1, at: '', system: 'aps', method, effect: writes.has(method) ? 'write' : 'read', outcome },
    ...{ params: { of: 1 }, ...(fault === undefined ? {} : { fault }) },
  }))
}

describe('a mutation that is sent again', () => {
  const create = 'aps.resources.create'

  it.each<[string, CallLogEntry[]]>([
    [
      'after a look that does not show it',
      log([create, 'not-done', 'silent-before'], ['aps.resources.list'], [create]),
    ],
    ['after OA said no', log([create, 'not-done', 'deadlock'], [create])],
    ['by a proxy', log([create], [create, 'ok', 'duplicate'])],
    ['by nobody: it was done later', log([create, 'not-done', 'late'], [create, 'ok', 'late'])],
  ])('%s, is none', (_, calls) => {
    expect(sentTwice(calls)).toEqual([])
  })

  it.each<[string, CallLogEntry[]]>([
    ['without a look', log([create, 'not-done', 'silent-before'], [create])],
    ['after a look at something else', log([create, 'not-done', 'silent-before'], ['aps.types.list'], [create])],
    ['although it was done', log([create, 'ok', 'silent-after'], ['aps.resources.list'], [create])],
    [
      'although it was done later',
      log([create, 'not-done', 'late'], ['aps.resources.list'], [create, 'ok', 'late'], [create]),
    ],
    ['to set the same state, without a look', log(['pem.activateST', 'ok', 'silent-after'], ['pem.activateST'])],
  ])('%s, is found', (_, calls) => {
    expect(sentTwice(calls)).toHaveLength(1)
  })
})

const nothing: Snapshot = {
  ...{ types: [], resourceTypes: [], templates: [], plans: [], resourceCategories: [] },
  ...{ salesCategories: [], resellers: [], files: [], syncs: [], instances: [], packages: [] },
}

function type(number: number, given: object = {}): Snapshot['types'][number] {
  return {
    ...{ id: `type-${number}`, kind: 'license', instanceId: 3, name: `Offer ${number}`, offerId: guid(number) },
    ...{ trialOfferId: null, provisioningId: 'X', assignable: true, upgrades: [], parents: [], description: '' },
    ...{ revision: 1, modified: '' },
    ...given,
  }
}

const template = (limit: number, active = true): Snapshot['templates'][number] => ({
  ...{ id: 12, name: 'Office 365', description: '', ownerId: 1, active },
  resources: [{ resourceTypeId: 501, limit }],
})

describe('a change that no operation tells', () => {
  const planned = { operations: [typeOperation(2)] as Operation[] }
  const before: Snapshot = { ...nothing, types: [type(1)], templates: [template(5)] }
  const after: Snapshot = { ...before, types: [type(1), type(2)] }

  it('is none where the plan was done', () => {
    expect(unplannedChanges(before, after, planned)).toEqual([])
  })

  it.each<[string, Snapshot, string]>([
    ['something that is missing', before, 'new types'],
    ['something that is there twice', { ...after, types: [...after.types, type(2, { id: 'again' })] }, 'new types'],
    ['another name', { ...after, types: [type(1, { name: 'Other' }), type(2)] }, 'type type-1 differs in name'],
    ['another limit', { ...after, templates: [template(0)] }, 'limits of template 12'],
    ['a template that was deactivated', { ...after, templates: [template(5, false)] }, 'template 12 differs in active'],
    ['a type that is gone', { ...after, types: [type(2)] }, 'type type-1 differs'],
  ])('%s is found', (_, found, words) => {
    expect(unplannedChanges(before, found, planned).join()).toContain(words)
  })
})
