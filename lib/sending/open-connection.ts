import { isIP, type LookupFunction, connect as netConnect, type Socket } from 'node:net'
import { checkServerIdentity, connect as tlsConnect } from 'node:tls'
import { errors } from 'undici'
import type { OperatorProxy } from '#lib/core/env.ts'
import type { Destination } from './address-guard.ts'
import { Connection } from './connection.ts'
import { openTunnel } from './proxy.ts'

/**
 * Connects to one of the judged addresses, directly or through the operator's proxy, and verifies the certificate for
 * the URL's host whatever the environment says. Not one byte of a request has left when it throws: a refusal, or an
 * error of the network that explainFailure() reads. Threat: a name resolves to a public address when it is judged and
 * to a private one when it is dialled.
 */
export async function openConnection(
  url: URL,
  destination: Destination,
  { proxy, timeoutMs }: { proxy: OperatorProxy | null; timeoutMs: number },
): Promise<Connection> {
  const tooLate = new AbortController()
  const timer = setTimeout(() => tooLate.abort(new errors.ConnectTimeoutError()), timeoutMs)
  try {
    const { socket, address } = proxy
      ? await openTunnel(proxy, destination, { host: url.hostname, signal: tooLate.signal })
      : await openDirectly(destination, tooLate.signal)
    const secured = url.protocol === 'https:' ? await secure(socket, url.hostname, tooLate.signal) : socket
    return new Connection(url.origin, secured, address)
  } finally {
    clearTimeout(timer)
  }
}

async function openDirectly({ addresses, port }: Destination, signal: AbortSignal) {
  const lookup: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first?.address ?? '', first?.family)
  }
  // A name that nobody has, so that no other way of finding an address is ever asked.
  const socket = netConnect({ host: 'judged.invalid', port, lookup, noDelay: true, keepAlive: true })
  await until(socket, 'connect', signal)
  const connected = addresses.find(({ address }) => isSameAddress(address, socket.remoteAddress))
  if (!connected) {
    socket.destroy()
    throw new Error('The connection went to an address that was not judged.')
  }
  return { socket, address: connected.address }
}

async function secure(socket: Socket, hostname: string, signal: AbortSignal): Promise<Socket> {
  const host = hostname.replace(/\.$/, '').replace(/^\[|\]$/g, '')
  const secured = tlsConnect({
    socket,
    // What the certificate is compared with. An address is no server name. RFC 6066 section 3.
    host,
    ...(!isIP(host) && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment changes nothing.
    rejectUnauthorized: true,
    checkServerIdentity,
    minVersion: 'TLSv1.2',
  })
  await until(secured, 'secureConnect', signal)
  return secured
}

/** Waits for a socket's event; destroys the socket and throws if it fails or it is too late. */
function until(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const fail = (error: unknown) => {
    signal.removeEventListener('abort', abort)
    reject(error)
    socket.destroy()
  }
  const abort = () => fail(signal.reason)
  // It stays: an error that comes between two owners of the socket must not end the process.
  socket.on('error', fail)
  socket.once('close', () => fail(new errors.SocketError('closed')))
  socket.once(event, () => {
    signal.removeEventListener('abort', abort)
    resolve()
  })
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return promise
}

/** The system may write an address in another form than the one that was judged. */
function isSameAddress(judged: string, connected: string | undefined): boolean {
  const normal = (address: string) =>
    new URL(`http://${isIP(address) === 6 ? `[${address.replace(/%.*$/, '')}]` : address}`).hostname
  return connected !== undefined && isIP(connected) !== 0 && normal(judged) === normal(connected)
}
