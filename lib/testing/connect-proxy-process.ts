// The process behind startConnectProxy(): an HTTP proxy that records what it is asked for.
import http from 'node:http'
import https from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ProxyPlan, ToProxy, Tunnelled } from './connect-proxy.ts'

let plan: ProxyPlan = { status: 503 }
const seen: Tunnelled[] = []

function tunnel(request: http.IncomingMessage, client: Duplex): void {
  client.on('error', () => client.destroy())
  const record: Tunnelled = { target: request.url ?? '', headers: request.rawHeaders, bytes: 0 }
  seen.push(record)
  if ('silent' in plan) return
  if ('breaks' in plan) return void client.destroy()
  if ('status' in plan) return void client.end(`HTTP/1.1 ${plan.status} No\r\nContent-Length: 6\r\n\r\ncanary`)
  const server = connect('to' in plan ? plan.to : plan.blurts, '127.0.0.1', () => {
    client.write(`HTTP/1.1 200 Connection established\r\n\r\n${'blurts' in plan ? 'HTTP/1.1 200 OK\r\n' : ''}`)
    client.on('data', (chunk) => {
      record.bytes += chunk.byteLength
      server.write(chunk)
    })
    server.pipe(client)
  })
  server.on('error', () => client.destroy())
  client.on('close', () => server.destroy())
}

process.on('message', (message: ToProxy) => {
  switch (message.verb) {
    case 'listen': {
      const server = message.certificate ? https.createServer(message.certificate) : http.createServer()
      server.on('connect', tunnel)
      // Whatever is no CONNECT is seen as well: a request in plain text would be.
      server.on('request', (request, response) => {
        seen.push({ target: `${request.method} ${request.url}`, headers: request.rawHeaders, bytes: 0 })
        response.writeHead(405).end()
      })
      server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
      break
    }
    case 'plan':
      plan = message.plan
      process.send?.(null)
      break
    case 'seen':
      process.send?.(seen)
      break
  }
})
// Whoever started this process is gone: nothing is left to serve.
process.on('disconnect', () => process.exit(0))
