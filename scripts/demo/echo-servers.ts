import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { ServerCertificate } from '#lib/testing/certificate-authority.ts'
import { answerRequest } from './answer-request.ts'
import { type ReceivedRequest, ReceivedRequests } from './received-request.ts'

const largestBody = 1024 * 1024

/**
 * Starts the service that the demo sends to, on free ports of 127.0.0.1: over HTTPS it answers every request with what it
 * received, and at plain http://127.0.0.1:PORT/received it shows a browser on this machine what that was.
 */
export async function startEchoServers({
  certificate: cert,
  key,
}: ServerCertificate): Promise<{ httpsPort: number; httpPort: number }> {
  const received = new ReceivedRequests()
  const https = createHttpsServer({ cert, key }, (message, response) => void answer(message, response, received))
  const http = createHttpServer((message, response) => showReceived(message, response, received))
  return { httpsPort: await listen(https), httpPort: await listen(http) }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function answer(message: IncomingMessage, response: ServerResponse, received: ReceivedRequests): Promise<void> {
  const body = await readBody(message).catch(() => null)
  // The client went away in the middle of its request.
  if (body === null) return void response.destroy()
  const request: ReceivedRequest = {
    at: new Date(),
    host: message.headers.host ?? '',
    method: message.method ?? '',
    target: message.url ?? '/',
    headers: headersOf(message.rawHeaders),
    body,
  }
  received.add(request)
  const { status, headers, body: answered } = answerRequest(request)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Request-Id': randomUUID(),
    ...headers,
  })
  response.end('Content-Type' in headers ? String(answered) : `${JSON.stringify(answered, null, 2)}\n`)
}

/** The body; of one that is longer than Postern sends any, the beginning. */
async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.byteLength
    if (length <= largestBody) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const headersOf = (raw: string[]) =>
  Array.from({ length: raw.length / 2 }, (_, at) => ({ name: raw[at * 2] ?? '', value: raw[at * 2 + 1] ?? '' }))

function showReceived(message: IncomingMessage, response: ServerResponse, received: ReceivedRequests): void {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
  // Threat: a page elsewhere whose name suddenly resolves to 127.0.0.1 could read the values.
  if (!/^(127\.0\.0\.1|localhost):\d+$/.test(message.headers.host ?? '')) {
    response.writeHead(403, headers).end('This page is for http://127.0.0.1 only.\n')
  } else if (message.method !== 'GET' || message.url !== '/received') {
    response.writeHead(404, headers).end('There is only /received here.\n')
  } else {
    response.writeHead(200, headers).end(received.toText())
  }
}
