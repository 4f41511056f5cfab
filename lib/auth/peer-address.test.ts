import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { notePeerAddresses, peerHeader, peerOf } from './peer-address.ts'
import { originOf } from './request-origin.ts'

test('the peer’s address is the connection’s, not what a client claims', async () => {
  const claimed = ['198.51.100.1', ' 198.51.100.1', 'undefined 198.51.100.1']
  for (const value of claimed) assert.equal(peerOf(new Headers({ [peerHeader]: value })), null)
  notePeerAddresses()
  notePeerAddresses()
  for (const value of claimed) assert.equal(peerOf(new Headers({ [peerHeader]: value })), null)
  const server = createServer((request, response) => {
    response.end(JSON.stringify(originOf(new Headers(request.headers as Record<string, string>), [])))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const headers = { [peerHeader]: '198.51.100.1', 'x-forwarded-for': '198.51.100.2', 'user-agent': 'curl/8.14.1' }
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers })
    assert.deepEqual(await response.json(), { address: '127.0.0.1', program: 'curl/8.14.1' })
  } finally {
    server.close()
  }
})
