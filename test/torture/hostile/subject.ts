/** One kind of input: how bad ones are made, and everything of the program that may ever see one. */

import { typed } from '../../e2e/typed.ts'
import { OnboardError } from '../../../src/lib/onboard-error.ts'
import { XmlRpcEncodingError, XmlRpcSyntaxError } from '../../../src/oa/xml-rpc.ts'
import type { Random } from './random.ts'

export interface Subject {
  name: string
  /** How many inputs a whole run makes. */
  count: number
  /** @param folder an empty one of its own */
  open(folder: string): Promise<OpenSubject>
}

export interface OpenSubject {
  make(chance: Random): Buffer
  /** Takes an input to its end. What it throws is a finding. */
  feed(input: Buffer): Promise<'accepted' | 'refused'>
  close?(): Promise<void>
}

/** What the program did that it must not do, whatever it was given. */
export class Broken extends Error {}

/** What the steps of an input cost since it was last asked, in milliseconds of CPU. */
export class Costs {
  #sum = 0
  #dearest = 0

  async of<T>(step: () => T | Promise<T>): Promise<T> {
    const before = process.cpuUsage()
    try {
      return await step()
    } finally {
      const { user, system } = process.cpuUsage(before)
      this.#sum += (user + system) / 1000
      this.#dearest = Math.max(this.#dearest, (user + system) / 1000)
    }
  }

  /** @param total of all that was done, in a step or between steps. @returns the dearest step: nobody waits for more at once */
  take(total: number): number {
    const dearest = Math.max(this.#dearest, total - this.#sum)
    this.#sum = this.#dearest = 0
    return dearest
  }
}

export const costs = new Costs()

/** The result of a step, or undefined when the input was refused in the way that inputs are refused. */
export async function unlessRefused<T>(step: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await costs.of(step)
  } catch (error) {
    if (error instanceof OnboardError || error instanceof XmlRpcSyntaxError || error instanceof XmlRpcEncodingError)
      return undefined
    throw error
  }
}

const UNSAFE = /(?!\n)[\p{Cc}\p{Bidi_C}\u2028\u2029]/u

/** What a view made for people. */
export function refuseControls(text: string, where: string): void {
  const found = UNSAFE.exec(text)
  if (found === null) return
  const around = text.slice(Math.max(0, found.index - 60), found.index + 60)
  throw new Broken(`${where} lets a control character through: ${JSON.stringify(around)}`)
}

/**
 * Types a command, past the outlets that would hide what a view forgot.
 *
 * @returns the exit code, and what was printed
 */
export async function command(cwd: string, ...args: string[]): Promise<{ code: number; stdout: string }> {
  const output = { stdout: '', stderr: '', exact: '' }
  const outlets = {
    stdout: (text: string) => void (output.stdout += text),
    stderr: (text: string) => void (output.stderr += text),
    exact: (text: string) => void (output.exact += text),
  }
  const { code } = await costs.of(() => typed(args, cwd, { ...outlets, width: 100 }))
  const what = args.slice(0, 2).join(' ')
  if (output.stderr.includes('fault in the program')) throw new Broken(`${what}: ${output.stderr}`)
  // Made for a terminal by the outlets, since it is a file.
  const isFile = args.includes('convert') || args.includes('graph') || args.includes('show')
  if (!isFile) refuseControls(output.stdout, `stdout of ${what}`)
  refuseControls(output.stderr, `stderr of ${what}`)
  return { code: code ?? -1, stdout: output.stdout }
}
