/** A machine made up for leases: processes that are there, were stopped, or are gone, as a test wants them. */

import type { ProcessTable } from '../../src/lib/process-table.ts'

export interface FakeMachine {
  /** The machine as one of its processes sees it. */
  as(pid: number, user?: string): ProcessTable
  /** Every process that is there, with when it was started. */
  processes: Map<number, string>
  /** Processes that may not be ended. */
  protected: Set<number>
  /** Processes that were ended, in order. */
  ended: number[]
}

export function fakeMachine(host = 'here'): FakeMachine {
  const machine: FakeMachine = {
    processes: new Map(),
    protected: new Set(),
    ended: [],
    as: (pid, user = 'anna') => {
      const started = machine.processes.get(pid) ?? `start of ${pid}`
      machine.processes.set(pid, started)
      return {
        self: () => ({ user, host, machine: host, pid, started }),
        startOf: (other) => machine.processes.get(other),
        end: (other) => {
          if (machine.protected.has(other)) return Promise.resolve('forbidden')
          machine.ended.push(other)
          machine.processes.delete(other)
          return Promise.resolve('gone')
        },
      }
    },
  }
  return machine
}

/** A machine on which this process is alone. */
export function onlyThis(): ProcessTable {
  return fakeMachine().as(process.pid)
}
