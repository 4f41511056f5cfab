import http from 'node:http'
import https from 'node:https'
import { isIP, type Socket } from 'node:net'
import { checkServerIdentity } from 'node:tls'
import type { OperatorProxy } from '#lib/core/env.ts'
import type { Address, Destination } from './address-guard.ts'
import { Refusal } from './refusal.ts'

type Why = { host: string; signal: AbortSignal }

/**
 * A tunnel through the operator's proxy to one of the judged addresses: the proxy is told the address and not the name,
 * which it would resolve anew. Throws the refusal `upstream_unreachable` where the proxy is the reason, and what
 * `signal` was aborted with. RFC 9110 section 9.3.6.
 */
export async function openTunnel(
  proxy: OperatorProxy,
  { addresses, port }: Destination,
  why: Why,
): Promise<{ socket: Socket; address: string }> {
  let refusal = unreachable(why.host, 'has no address to connect to')
  for (const { address } of addresses) {
    const answer = await connect(proxy, authority(address, port), why)
    if (answer.status >= 200 && answer.status < 300 && answer.isClean) return { socket: answer.socket, address }
    answer.socket.destroy()
    refusal =
      answer.status === 407
        ? unreachable(why.host, 'asks for another user name and password')
        : refused(why.host, answer.status)
  }
  throw refusal
}

type Answer = { status: number; socket: Socket; isClean: boolean }

function connect(proxy: OperatorProxy, target: string, { host, signal }: Why): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const authorization = proxy.authorization()
  const options = {
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: target,
    headers: { Host: target, ...(authorization !== null && { 'Proxy-Authorization': authorization }) },
    agent: false as const,
    signal,
  }
  const request = proxy.isTls
    ? https.request({
        ...options,
        ...(!isIP(proxy.host) && { servername: proxy.host }),
        rejectUnauthorized: true,
        checkServerIdentity,
        minVersion: 'TLSv1.2',
      })
    : http.request(options)
  request.once('connect', (response, socket, head) => {
    socket.on('error', () => socket.destroy())
    // A server speaks after the client in TLS and HTTP: what came already is the proxy's own.
    resolve({ status: response.statusCode ?? 0, socket: socket as Socket, isClean: head.byteLength === 0 })
  })
  request.on('error', (error) => reject(signal.aborted ? signal.reason : unreachable(host, reasonOf(error))))
  request.end()
  return promise
}

const authority = (address: Address['address'], port: number) =>
  `${isIP(address) === 6 ? `[${address}]` : address}:${port}`

const reasonOf = (error: NodeJS.ErrnoException) =>
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME)/.test(error.code ?? '')
    ? 'could not prove that it is the one that was set'
    : 'cannot be reached, or broke the connection off'

const refused = (host: string, status: number) => unreachable(host, `refuses the connection (${status})`)

function unreachable(host: string, reason: string): Refusal {
  return new Refusal(
    'upstream_unreachable',
    `${host} could not be reached: the operator’s proxy (HTTPS_PROXY) ${reason}. Nothing was sent. Ask the operator of Postern.`,
    { note: 'Not through the proxy' },
  )
}
