import { chmodSync, rmSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from './refusal.mjs'
import { shortFolder } from './short-folder.mjs'

/**
 * Holds POSTERN_HOME for this process until it ends, however it ends: the lock is a socket that it listens on, which
 * the system closes with it. Returns a function that gives it up. Throws a Refusal while another process holds it.
 */
export async function lockHome(home) {
  const socket = path.join(shortFolder(home), 'up.sock')
  const server = net.createServer((connection) => connection.on('error', () => {}).end(String(process.pid)))
  server.unref()
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await listen(server, socket)) {
      chmodSync(socket, 0o600)
      // Two that found the same stale socket at once may both have replaced it: the later one has it.
      await delay(50)
      const holder = await holderOf(socket)
      if (holder === String(process.pid)) return () => server.close()
      server.close()
      throw inUse(home, holder)
    }
    const holder = await holderOf(socket)
    if (holder !== null) throw inUse(home, holder)
    rmSync(socket, { force: true })
  }
  throw new Refusal(`${socket} cannot be opened. Remove it if no Postern runs with ${home}, and start again.`)
}

const inUse = (home, holder) =>
  new Refusal(
    `Postern already runs with ${home}${holder ? ` (process ${holder})` : ''}. Stop that one first, or set POSTERN_HOME to another folder.`,
  )

function listen(server, socket) {
  return new Promise((resolve, reject) => {
    const onError = (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', onError)
    server.listen(socket, () => {
      server.off('error', onError)
      resolve(true)
    })
  })
}

/** Who listens on the socket: a process id, or null for nobody. */
export function holderOf(socket) {
  return new Promise((resolve) => {
    let answer = ''
    const connection = net.connect(socket)
    connection.setTimeout(2_000, () => connection.destroy())
    connection.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk
    })
    connection.once('error', () => resolve(null))
    connection.once('close', () => resolve(answer))
  })
}
