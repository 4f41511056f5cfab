import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { before, test } from 'node:test'
import { createServer, type SecureVersion } from 'node:tls'
import { type CertificateAuthority, createCertificateAuthority } from '#lib/testing/certificate-authority.ts'
import { dispatched, loopback, refusalOf, requestTo } from '#lib/testing/dispatched.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'

let authority: CertificateAuthority
before(async () => {
  authority = await createCertificateAuthority()
  trustAuthority(authority.certificate)
})

/** A server that speaks this version of TLS alone, and what it read. */
async function serve(version: SecureVersion) {
  const { certificate: cert, key } = await authority.issue(['localhost'])
  let read = ''
  const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }
  const server = createServer({ cert, key, ...versions }, (socket) => {
    socket.on('data', (data) => {
      read += data.toString('latin1')
      socket.end('HTTP/1.1 204 No Content\r\n\r\n')
    })
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, read: () => read, stop: () => server.close() }
}

test('a server of TLS 1.2 or 1.3 is spoken to, and an older one gets not one byte of the request', async () => {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const { port, stop } = await serve(version)
    assert.equal((await dispatched(requestTo(`https://localhost:${port}`), loopback(port))).status, 204, version)
    stop()
  }
  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    const { port, read, stop } = await serve(version)
    const { code } = await refusalOf(requestTo(`https://localhost:${port}`), loopback(port))
    assert.match(code, /^(tls|certificate|connection|upstream|unreachable)/, version)
    assert.equal(read(), '', version)
    stop()
  }
})
