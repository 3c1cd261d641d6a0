/** The built program as its users meet it: spawned in a folder of its own, against a simulator or against nothing. */

import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { refuseSecrets, refuseSecretsBelow } from './planted.ts'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const cliFile = join(root, 'dist', 'cli.js')
if (!existsSync(cliFile)) throw new Error('dist/cli.js is missing: build first (npm run build)')

export const businessPremium = join(root, 'catalog-samples', 'business-premium.csv')
export const phoneSystem = join(root, 'catalog-samples', 'phone-system.csv')
export const realMatrix = join(root, '..', 'shared', 'data', 'offermatrix_US_2019-01-11.csv')

/** Tests of a file may run side by side, so what they leave behind is tidied up when all are done, last things first. */
const cleanups: (() => unknown)[] = []
afterAll(tidyUp)

/** Now, where a test makes more than a machine can hold. */
export async function tidyUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
}

export function finallyDo(cleanup: () => unknown): void {
  cleanups.push(cleanup)
}

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'o365-onboard-'))
  finallyDo(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  /** What came so far. */
  output: { stdout: string; stderr: string }
  ended: Promise<Ended>
}

export interface CliOptions {
  cwd: string
  env?: Record<string, string>
}

const { PATH = '' } = process.env

/** Starts the program with nobody at its standard input; killed in the end if it still runs. */
export function startCli(args: readonly string[], { cwd, env = {} }: CliOptions): Running {
  const options: SpawnOptions = { cwd, env: { PATH, HOME: cwd, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(process.execPath, [cliFile, ...args], options)
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...output })
    })
  })
  finallyDo(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return { child, output, ended: ended.then((result) => withoutSecrets(result, args, cwd)) }
}

/** No test lets a password go, in any byte of the output or of the files in and below the folder. */
export async function withoutSecrets(ended: Ended, args: readonly string[], folder: string): Promise<Ended> {
  refuseSecrets(ended.stdout, `stdout of ${args.join(' ')}`)
  refuseSecrets(ended.stderr, `stderr of ${args.join(' ')}`)
  await refuseSecretsBelow(folder)
  return ended
}

export function cli(args: readonly string[], options: CliOptions): Promise<Ended> {
  return startCli(args, options).ended
}

/** What a command that should have worked printed, for the message of a failed assertion. */
export function tell({ code, stdout, stderr }: Ended): string {
  return `exit ${code}\n--- stdout\n${stdout}\n--- stderr\n${stderr}`
}

/** The runs that were started in a state folder, oldest first. */
export async function runsIn(stateFolder: string): Promise<string[]> {
  const folder = join(stateFolder, 'runs')
  return existsSync(folder) ? (await readdir(folder)).sort() : []
}

function journalFile(stateFolder: string, run: string): string {
  return join(stateFolder, 'runs', run, 'journal.jsonl')
}

export async function journalLines(stateFolder: string, run: string): Promise<string[]> {
  return (await readFile(journalFile(stateFolder, run), 'utf8')).split('\n').filter((line) => line !== '')
}
