import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Where the address of the connection's other end stands for whoever has only the headers. */
export const peerHeader = 'x-postern-peer'

const held = globalThis as { posternNotesPeers?: boolean }

/**
 * Writes each request's peer address into a header, over whatever the client sent there. Next hands an application
 * headers only, and keeps a client's own X-Forwarded-For: without this, anybody could name any address as theirs.
 */
export function notePeerAddresses(): void {
  if (held.posternNotesPeers) return
  held.posternNotesPeers = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[peerHeader] = request.socket.remoteAddress ?? ''
  })
}

/** The address that the connection comes from, or null where no server of this process noted it. */
export function peerOf(headers: Headers): string | null {
  return held.posternNotesPeers ? headers.get(peerHeader) || null : null
}
