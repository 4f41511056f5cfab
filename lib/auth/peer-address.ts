import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Where the address of the connection's other end stands for whoever has only the headers. */
export const peerHeader = 'x-postern-peer'

// On globalThis, because Next bundles this module more than once.
const held = globalThis as { posternPeerMark?: string }

/**
 * Writes each request's peer address into a header, over whatever the client sent there. Next hands an application
 * headers only, and keeps a client's own X-Forwarded-For: without this, anybody could name any address as theirs. A
 * mark that nobody outside this process knows tells the header from one that came in before this began.
 */
export function notePeerAddresses(): void {
  if (held.posternPeerMark) return
  const mark = randomBytes(16).toString('hex')
  held.posternPeerMark = mark
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[peerHeader] = `${mark} ${request.socket.remoteAddress ?? ''}`
  })
}

/** The address that the connection comes from, or null where this process did not note it. */
export function peerOf(headers: Headers): string | null {
  const [mark, address] = headers.get(peerHeader)?.split(' ') ?? []
  return mark !== undefined && mark === held.posternPeerMark ? address || null : null
}
