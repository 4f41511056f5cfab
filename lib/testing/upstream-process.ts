// The process behind startUpstream(): an HTTPS server that keeps the bytes it got and answers what it was told to.
import { createServer, type TLSSocket } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { RecordedRequest, ToUpstream, UpstreamAnswer } from './upstream.ts'

let plan: UpstreamAnswer = {}
let requests: RecordedRequest[] = []
let connections = 0

const compressors = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync }

const server = createServer({ ALPNProtocols: ['http/1.1'] }, (socket) => {
  connections += 1
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  let received = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    const length = lengthOf(received)
    if (length === null || received.byteLength < length) return
    const raw = received.subarray(0, length)
    received = received.subarray(length)
    const request = recordOf(raw)
    requests.push(request)
    answer(socket, request, plan)
  })
  socket.on('end', () => {
    if (received.byteLength > 0) requests.push(recordOf(received))
    socket.end()
  })
})

/** How long the first request in these bytes is; null while its head is not complete. */
function lengthOf(bytes: Buffer): number | null {
  const head = bytes.indexOf('\r\n\r\n')
  if (head === -1) return null
  const length = /^content-length: *(\d+)\r?$/im.exec(bytes.toString('latin1', 0, head))
  return head + 4 + Number(length?.[1] ?? 0)
}

function recordOf(raw: Buffer): RecordedRequest {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.toString('latin1', 0, end === -1 ? raw.byteLength : end).split('\r\n')
  const [method = '', target = ''] = (head[0] ?? '').split(' ')
  const headers = head.slice(1).map((line) => {
    const colon = line.indexOf(':')
    return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') }
  })
  const body = end === -1 ? Buffer.alloc(0) : raw.subarray(end + 4)
  return { method, target, headers, body: body.toString('base64'), raw: raw.toString('base64') }
}

function answer(socket: TLSSocket, request: RecordedRequest, plan: UpstreamAnswer): void {
  if (plan.stall === 'headers') return
  if (plan.breaks) return void socket.destroy()
  const reflected = (text: string) => text.replaceAll('{header}', headerOf(request, plan.reflect ?? ''))
  const plain = plan.echo
    ? echoOf(request)
    : Buffer.from(reflected(plan.body ?? ''), plan.bodyIsBase64 ? 'base64' : 'utf8')
  const body = plan.compress ? compressors[plan.compress](plain) : plain
  const headers = [...(plan.headers ?? [])].map(({ name, value }) => `${reflected(name)}: ${reflected(value)}`)
  if (plan.compress) headers.push(`Content-Encoding: ${plan.compress}`)
  const head = [
    `HTTP/1.1 ${plan.status ?? 200} ${reflected(plan.reason ?? 'OK')}`,
    ...headers,
    `Content-Length: ${body.byteLength}`,
    '',
    '',
  ]
  const sent = plan.stall === 'body' ? body.subarray(0, 1) : request.method === 'HEAD' ? Buffer.alloc(0) : body
  socket.write(Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), sent]))
  if (plan.stall === 'body') return
  if (/^connection: *close\r?$/im.test(Buffer.from(request.raw, 'base64').toString('latin1'))) socket.end()
}

/** What it got, as text: what a debugging endpoint does. */
function echoOf(request: RecordedRequest): Buffer {
  const head = request.headers.map(({ name, value }) => `${name}: ${value}`)
  const start = `${request.method} ${request.target}\n${head.join('\n')}\n\n`
  return Buffer.concat([Buffer.from(start, 'latin1'), Buffer.from(request.body, 'base64')])
}

function headerOf({ headers }: RecordedRequest, name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? ''
}

process.on('message', (message: ToUpstream) => {
  const reply = (value: unknown) => process.send?.({ id: message.id, value })
  switch (message.verb) {
    case 'listen':
      server.setSecureContext(message.certificate)
      server.listen(0, message.host, () => reply((server.address() as { port: number }).port))
      break
    case 'answer':
      plan = message.answer
      reply(null)
      break
    case 'requests':
      reply({ requests, connections })
      break
    case 'forget':
      requests = []
      connections = 0
      reply(null)
      break
  }
})
// Whoever started this process is gone: nothing is left to serve.
process.on('disconnect', () => process.exit(0))
