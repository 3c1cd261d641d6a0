/** Mutations that were sent again although nobody had looked, or although they were done. */

import type { CallLogEntry } from '../../src/oa/simulator/call-log.ts'
import type { FaultName } from '../../src/oa/simulator/faults/faults.ts'

/** What shows the effect of a write. */
const looks: Readonly<Record<string, readonly string[]>> = {
  'aps.resources.create': ['aps.resources.list'],
  'aps.resources.update': ['aps.resources.list'],
  'pem.addResourceType': ['pem.getResourceTypesByClass'],
  'bss.addServicePlan': ['aps.servicePlans.list'],
  'pem.deactivateST': ['pem.getServiceTemplate'],
  'pem.addResourceTypeToServiceTemplate': ['pem.getServiceTemplate'],
  'pem.setSTRTLimits': ['pem.getServiceTemplate'],
  'pem.activateST': ['pem.getServiceTemplate'],
}

/** What makes a second object when it is done a second time; all others set a state. */
const makes = new Set(['aps.resources.create', 'pem.addResourceType', 'bss.addServicePlan'])

/** OA has said that it did nothing. */
const saidNo = new Set<FaultName | undefined>(['unauthorized', 'token-expired', 'deadlock', 'refusal', 'bad-request'])

/** What is carried out later has an entry of its own for that. */
const later = new Set<FaultName | undefined>(['late', 'slow', 'transaction-timeout'])

/** @param calls all of them, in the order in which OA answered them */
export function sentTwice(calls: readonly CallLogEntry[]): string[] {
  const writes = calls.filter(({ effect, method }) => effect === 'write' && method in looks)
  const sent = writes.filter(({ fault, outcome }) => !later.has(fault) || outcome === 'not-done')
  return sent.flatMap((call, index) => {
    const earlier = sent.slice(0, index).findLast((other) => isSame(other, call))
    // A proxy that sends twice is no fault of the client's.
    if (earlier === undefined || call.fault === 'duplicate') return []
    const what = `${call.method} ${JSON.stringify(call.params)} (call ${earlier.seq}, ${earlier.fault ?? 'no fault'}; again ${call.seq}, ${call.fault ?? 'no fault'})`
    const done = writes.find((other) => isSame(other, call) && other.seq < call.seq && other.outcome === 'ok')
    if (makes.has(call.method) && done !== undefined) return [`made twice: ${what}`]
    const isSeen = calls.some(
      ({ seq, method }) => seq > earlier.seq && seq < call.seq && looks[call.method]?.includes(method) === true,
    )
    const isTold = earlier.outcome === 'refused' || saidNo.has(earlier.fault)
    return isSeen || isTold ? [] : [`sent twice without a look: ${what}`]
  })
}

function isSame(a: CallLogEntry, b: CallLogEntry): boolean {
  return a.method === b.method && JSON.stringify(a.params) === JSON.stringify(b.params)
}
