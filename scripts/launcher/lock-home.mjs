import { randomBytes } from 'node:crypto'
import { chmodSync, renameSync, rmSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from './refusal.mjs'
import { shortFolder } from './short-folder.mjs'

/**
 * Holds POSTERN_HOME for this process until it ends, however it ends: the lock is a socket that it listens on, which
 * the system closes with it. Returns a function that gives it up. Throws a Refusal while another holds it.
 */
export async function lockHome(home) {
  const lock = path.join(shortFolder(home), 'up.sock')
  await refuseWhileHeld(home, lock)
  const self = `${process.pid} ${randomBytes(8).toString('hex')}`
  const server = net.createServer((connection) => connection.on('error', () => {}).end(self))
  server.unref()
  const own = `${lock}-${randomBytes(4).toString('hex')}`
  await new Promise((resolve, reject) => server.once('error', reject).listen(own, resolve))
  chmodSync(own, 0o600)
  // In one step, so that no moment is without a lock, nor with one that nobody answers.
  renameSync(own, lock)
  // Of several that found no holder at once, the last to rename has it.
  await delay(50)
  if ((await holderOf(lock)) !== self) {
    server.close()
    return lockHome(home)
  }
  return async () => {
    if ((await holderOf(lock)) === self) rmSync(lock, { force: true })
    server.close()
  }
}

async function refuseWhileHeld(home, lock) {
  const holder = await holderOf(lock)
  if (holder === null) return
  throw new Refusal(
    `Postern already runs with ${home} (process ${holder.split(' ')[0] || 'unknown'}). Stop that one first, or set POSTERN_HOME to another folder.`,
  )
}

/** What the holder of a lock says of itself; null where nobody listens. */
function holderOf(lock) {
  return new Promise((resolve) => {
    let answer = ''
    const connection = net.connect(lock)
    connection.setTimeout(2_000, () => connection.destroy())
    connection.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk
    })
    connection.once('error', () => resolve(null))
    connection.once('close', () => resolve(answer))
  })
}
