// The process behind startUpstream(): an HTTPS server that keeps the bytes it got and answers what it was told to.
import { createServer, type TLSSocket } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { RecordedRequest, ToUpstream, UpstreamAnswer } from './upstream.ts'

let plans: UpstreamAnswer[] = [{}]
let requests: RecordedRequest[] = []
let connections = 0
const open = new Set<TLSSocket>()

const compressors = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync }

let protocols: string[] = []
const server = createServer({ ALPNCallback: (offered) => offered.protocols.find((each) => protocols.includes(each)) })
server.on('secureConnection', (socket) => {
  connections += 1
  const connection = connections
  open.add(socket)
  socket.once('close', () => open.delete(socket))
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  let received = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    for (
      let length = lengthOf(received);
      length !== null && received.byteLength >= length;
      length = lengthOf(received)
    ) {
      const raw = received.subarray(0, length)
      received = received.subarray(length)
      const request = { ...recordOf(raw), connection }
      requests.push(request)
      const [plan = {}] = plans.length > 1 ? plans.splice(0, 1) : plans
      answer(socket, request, plan.targets?.[request.target] ?? plan)
    }
  })
  socket.on('end', () => {
    if (received.byteLength > 0) requests.push({ ...recordOf(received), connection })
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

function recordOf(raw: Buffer): Omit<RecordedRequest, 'connection'> {
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
  const isLast = plan.closes || /^close$/i.test(headerOf(request, 'connection'))
  const end = () => {
    if (isLast) socket.end()
  }
  if (plan.raw !== undefined) return void socket.write(Buffer.from(plan.raw, 'base64'), end)
  if (plan.drips === 'interim') return void drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')

  const reflected = (text: string) => text.replaceAll('{header}', headerOf(request, plan.reflect ?? ''))
  const plain = plan.echo
    ? echoOf(request)
    : Buffer.from(reflected(plan.body ?? ''), plan.bodyIsBase64 ? 'base64' : 'utf8')
  const body = plan.compress ? compressors[plan.compress](plain) : plain
  const headers = [...(plan.headers ?? [])].map(({ name, value }) => `${reflected(name)}: ${reflected(value)}`)
  if (plan.compress) headers.push(`Content-Encoding: ${plan.compress}`)
  headers.push(plan.chunks || plan.drips ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.byteLength}`)
  const head = `HTTP/1.1 ${plan.status ?? 200} ${reflected(plan.reason ?? 'OK')}\r\n${headers.join('\r\n')}\r\n\r\n`
  if (plan.drips) {
    socket.write(head, 'latin1')
    return void drip(socket, '1\r\nx\r\n')
  }
  if (plan.chunks) {
    const trailers = (plan.trailers ?? []).map(({ name, value }) => `${reflected(name)}: ${reflected(value)}\r\n`)
    return void writeInTurn(socket, head, [...plan.chunks.map(reflected), trailers]).then(end)
  }
  const sent = plan.stall === 'body' ? body.subarray(0, 1) : request.method === 'HEAD' ? Buffer.alloc(0) : body
  socket.write(Buffer.concat([Buffer.from(head, 'latin1'), sent]))
  if (plan.stall !== 'body') end()
}

function drip(socket: TLSSocket, drop: string): void {
  const timer = setInterval(() => socket.write(drop), 5)
  socket.once('close', () => clearInterval(timer))
}

/** Each part goes into the network of its own: the last one is what follows the last chunk. */
async function writeInTurn(socket: TLSSocket, head: string, parts: (string | string[])[]): Promise<void> {
  for (const [index, part] of parts.entries()) {
    const size = typeof part === 'string' ? Buffer.byteLength(part).toString(16) : '0'
    const text = typeof part === 'string' ? `${size}\r\n${part}\r\n` : `0\r\n${part.join('')}\r\n`
    await new Promise<void>((resolve) => {
      socket.write(Buffer.from(`${index === 0 ? head : ''}${text}`, 'utf8'), () => setImmediate(resolve))
    })
  }
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
      protocols = message.protocols
      server.listen(message.port, message.host, () => reply((server.address() as { port: number }).port))
      break
    case 'answer':
      plans = message.answers
      reply(null)
      break
    case 'hang-up':
      for (const socket of open) socket.end()
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
