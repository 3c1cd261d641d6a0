/** What a lease must know of the machine's processes. Only the command line can look; everybody else is given this. */

/** This process, as others must be able to tell it from all others. */
export interface Self {
  user: string
  host: string
  /** The same for processes that can see each other, and for no others: one boot of one machine, one container. */
  machine: string
  pid: number
  /** Changes when the pid is given to another process; empty where that cannot be told. */
  started: string
}

export interface ProcessTable {
  self(): Self
  /** When a process of this machine was started; empty where only its being there can be told, undefined when it is gone. */
  startOf(pid: number): string | undefined
  /** Ends a process of this machine without asking it, and waits until it is gone. */
  end(pid: number): Promise<'gone' | 'forbidden' | 'still-there'>
}

/** Whether the process that was started then is still there. A pid that another process has by now does not count. */
export function isThere(processes: ProcessTable, { pid, started }: Pick<Self, 'pid' | 'started'>): boolean {
  const now = processes.startOf(pid)
  return now !== undefined && (now === '' || started === '' || now === started)
}
