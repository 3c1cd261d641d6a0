/** Runs a program to its end and keeps what it said. Whoever stops us does not stop it: what has begun is finished. */

import { spawn } from 'node:child_process'

export interface Ended {
  /** Null where a signal ended it. */
  exitCode: number | null
  /** The end of each, where there was more. */
  stdout: string
  stderr: string
}

/** For programs that only look: these are not waited for, and all that they say may count. */
export interface Limits {
  timeoutMs?: number
  /** Characters of each output that are kept. */
  kept?: number
  signal?: AbortSignal
}

export type RunProgram = (program: string, args: readonly string[], limits?: Limits) => Promise<Ended>

/** Characters of output that are kept: the end of a log tells most. */
const KEPT = 20_000

/**
 * @param limits when to end the program; its exit code is null then
 * @throws Error as Node gives it when the program cannot be started; then nothing was done
 */
export const runProgram: RunProgram = (program, args, { timeoutMs, signal, kept: most = KEPT } = {}) =>
  new Promise((resolve, reject) => {
    // In a group of its own, a Ctrl-C at our terminal does not reach it.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, windowsHide: true })
    const kept = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        kept[name] = `${kept[name]}${text}`.slice(-most)
      })
    const stop = (): void => {
      child.kill('SIGKILL')
      // What the program has started may hold them open.
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs)
    signal?.addEventListener('abort', stop)
    if (signal?.aborted === true) stop()
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('close', (exitCode) => {
      settle()
      resolve({ exitCode, ...kept })
    })
  })
