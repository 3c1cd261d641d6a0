/**
 * Preloaded into the program (`node --import`): counts the moments at which it may die, and dies at the chosen one, as
 * SIGKILL ends a process: no handler runs, nothing is flushed. The program knows nothing of it.
 *
 * Moments: before, in the middle of and after each write to a file that it keeps open, after each fdatasync, before each
 * request leaves and when the first byte of its answer has arrived; before and after each start of a program, and when the
 * program has ended.
 *
 * FAILPOINT: the number of the moment to die at; none without it. FAILPOINT_SIGNAL: what is sent in place of SIGKILL, such
 * as SIGSTOP. FAILPOINT_LOG: a file that gets one line a moment.
 */

import { Buffer } from 'node:buffer'
import childProcess from 'node:child_process'
import fs from 'node:fs'
import { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'

const append = fs.appendFileSync
const fatal = Number(process.env.FAILPOINT ?? Infinity)
const signal = process.env.FAILPOINT_SIGNAL ?? 'SIGKILL'
const log = process.env.FAILPOINT_LOG
let moments = 0

/** @returns whether this is the moment to die */
function comes(name) {
  moments += 1
  if (log !== undefined) append(log, `${name}\n`)
  return moments === fatal
}

function die() {
  process.kill(process.pid, signal)
}

function pass(name) {
  if (comes(name)) die()
}

/** The journal is appended to by its descriptor. */
fs.appendFileSync = (file, data, ...rest) => {
  if (typeof file !== 'number') return append(file, data, ...rest)
  pass('before a write')
  if (comes('within a write')) {
    const bytes = Buffer.from(data)
    append(file, bytes.subarray(0, Math.floor(bytes.length / 2)))
    die()
  }
  append(file, data, ...rest)
  pass('after a write')
}

const spawn = childProcess.spawn
childProcess.spawn = (program, args, options) => {
  pass('before a start')
  const child = spawn(program, args, options)
  pass(`after the start of ${child.pid}: ${args.at(-1)}`)
  child.once('close', () => pass('at an end'))
  return child
}
syncBuiltinESMExports()

const handle = await open(new URL(import.meta.url))
const FileHandle = Object.getPrototypeOf(handle)
await handle.close()

const writeFile = FileHandle.writeFile
FileHandle.writeFile = async function (data, ...rest) {
  pass('before a write')
  if (comes('within a write')) {
    await writeFile.call(this, data.slice(0, data.length / 2), ...rest)
    die()
  }
  await writeFile.call(this, data, ...rest)
  pass('after a write')
}

const datasync = FileHandle.datasync
FileHandle.datasync = async function () {
  await datasync.call(this)
  pass('after a sync')
}

/** Sockets with a request under way: an answer may come in many pieces, and only the first is a moment. */
const asked = new WeakSet()
const isNetwork = (socket) => socket.remotePort !== undefined || socket.connecting

const send = Socket.prototype.write
Socket.prototype.write = function (...args) {
  if (isNetwork(this) && !asked.has(this)) {
    asked.add(this)
    pass('before a request')
  }
  return send.apply(this, args)
}

const receive = Socket.prototype.push
Socket.prototype.push = function (chunk, ...rest) {
  if (chunk !== null && asked.delete(this)) pass('at an answer')
  return receive.call(this, chunk, ...rest)
}
