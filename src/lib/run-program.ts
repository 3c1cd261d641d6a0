/** Runs a program to its end and keeps what it said. Whoever stops us does not stop it: what has begun is finished. */

import { spawn } from 'node:child_process'

export interface Ended {
  /** Null where a signal ended it. */
  exitCode: number | null
  /** The end of each, where there was more. */
  stdout: string
  stderr: string
}

export type RunProgram = (program: string, args: readonly string[]) => Promise<Ended>

/** Characters of output that are kept: the end of a log tells most. */
const KEPT = 20_000

/** @throws Error as Node gives it when the program cannot be started; then nothing was done */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve, reject) => {
    // In a group of its own, a Ctrl-C at our terminal does not reach it.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, windowsHide: true })
    const kept = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        kept[name] = `${kept[name]}${text}`.slice(-KEPT)
      })
    child.once('error', reject)
    child.once('close', (exitCode) => {
      resolve({ exitCode, ...kept })
    })
  })
