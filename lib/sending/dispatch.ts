import { isIP, type LookupFunction } from 'node:net'
import { checkServerIdentity } from 'node:tls'
import { buildConnector, Client } from 'undici'
import type { NameAndValue } from '#lib/references/stored-request.ts'
import type { Destination } from './address-guard.ts'
import type { ComposedRequest } from './compose-request.ts'
import { tooLarge } from './decode-answer.ts'
import { bodyTimeout, explainFailure } from './explain-failure.ts'
import { bodyTimeoutMs, connectTimeoutMs, headersTimeoutMs, maxAnswerBytes, maxAnswerHeadBytes } from './limits.ts'
import type { RawAnswer } from './raw-answer.ts'
import { Refusal } from './refusal.ts'

/**
 * How far a send came, also where it then failed. `isConnected` turns true once the certificate is verified: before,
 * not one byte of the request has left.
 */
export type Progress = { isConnected: boolean; status: number | null }

/**
 * Sends one request over a connection of its own, to the judged addresses alone, and reads the whole answer. It
 * follows no redirect, speaks HTTP/1.1 and verifies the certificate whatever the environment says. Throws refusals,
 * never a library's error. A connection of its own: one that tenants shared could carry one's sign-in to another.
 */
export async function dispatch(
  request: ComposedRequest,
  destination: Destination,
  progress: Progress,
  _owner: string,
): Promise<RawAnswer> {
  const { url } = request
  const client = new Client(url.origin, {
    connect: pinnedConnector(url, destination, progress),
    allowH2: false,
    pipelining: 1,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    maxHeaderSize: maxAnswerHeadBytes,
  })
  try {
    const { statusCode, statusText, headers, body } = await client.request({
      method: request.method as 'GET',
      path: `${url.pathname}${url.search}`,
      headers: request.headers.flatMap(({ name, value }) => [name, value]),
      body: request.body,
      reset: true,
      responseHeaders: 'raw',
    })
    progress.status = statusCode
    const read = await readBody(body, url.hostname)
    return {
      status: statusCode,
      statusText,
      headers: pairs(headers),
      body: chunksOf(read),
      trailers: () => [],
      discard: async () => {},
    }
  } catch (error) {
    throw error instanceof Refusal
      ? error
      : explainFailure(error, { host: url.hostname, isConnected: progress.isConnected })
  } finally {
    await client.destroy()
  }
}

/** Threat: a name resolves to a public address when it is judged and to a private one when it is dialled. */
function pinnedConnector(url: URL, { addresses, port }: Destination, progress: Progress): buildConnector.connector {
  const lookup: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first?.address ?? '', first?.family)
  }
  const host = url.hostname.replace(/\.$/, '')
  const connect = buildConnector({
    lookup,
    timeout: connectTimeoutMs,
    allowH2: false,
    maxCachedSessions: 0,
    // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment changes nothing.
    rejectUnauthorized: true,
    checkServerIdentity,
    minVersion: 'TLSv1.2',
  })
  return (options, callback) => {
    const servername = url.protocol === 'https:' && !isIP(host) && !host.startsWith('[') ? host : undefined
    connect({ ...options, port: String(port), ...(servername && { servername }) }, (...[error, socket]) => {
      if (error) return callback(error, null)
      if (!addresses.some(({ address }) => isSameAddress(address, socket.remoteAddress))) {
        socket.destroy()
        return callback(new Error('The connection went to an address that was not judged.'), null)
      }
      progress.isConnected = true
      return callback(null, socket)
    })
  }
}

/** The system may write an address in another form than the one that was judged. */
function isSameAddress(judged: string, connected: string | undefined): boolean {
  const normal = (address: string) =>
    new URL(`http://${isIP(address) === 6 ? `[${address.replace(/%.*$/, '')}]` : address}`).hostname
  return connected !== undefined && isIP(connected) !== 0 && normal(judged) === normal(connected)
}

async function readBody(body: AsyncIterable<Buffer>, host: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  const deadline = Promise.withResolvers<never>()
  const timer = setTimeout(() => deadline.reject(bodyTimeout(host)), bodyTimeoutMs)
  const read = async () => {
    for await (const chunk of body) {
      length += chunk.byteLength
      if (length > maxAnswerBytes) throw tooLarge()
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }
  try {
    return await Promise.race([read(), deadline.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function* chunksOf(body: Buffer): AsyncIterable<Buffer> {
  yield body
}

function pairs(headers: unknown): NameAndValue[] {
  const flat = Array.isArray(headers) ? headers : []
  const all: NameAndValue[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) all.push({ name: String(flat[at]), value: String(flat[at + 1]) })
  return all
}
