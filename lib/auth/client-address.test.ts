import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientAddress, isTrustedProxy } from './client-address.ts'

describe('the client’s address', () => {
  test('is the peer’s where no proxy is trusted, whatever the header says', () => {
    assert.equal(clientAddress('203.0.113.7', '198.51.100.1', []), '203.0.113.7')
    assert.equal(clientAddress('203.0.113.7', '198.51.100.1', ['10.0.0.0/8']), '203.0.113.7')
  })

  test('is what the nearest trusted proxy saw, not what the client wrote before it', () => {
    const trusted = ['10.0.0.0/8', 'fd00::/8']
    assert.equal(clientAddress('10.0.0.2', '1.1.1.1, 198.51.100.9', trusted), '198.51.100.9')
    assert.equal(clientAddress('10.0.0.2', '1.1.1.1, 198.51.100.9, 10.3.3.3', trusted), '198.51.100.9')
    assert.equal(clientAddress('fd00::2', '2001:db8::5', trusted), '2001:db8::5')
    assert.equal(clientAddress('10.0.0.2', '1.1.1.1, [2001:db8::5]:4711', trusted), '2001:db8::5')
    assert.equal(clientAddress('10.0.0.2', '198.51.100.9:4711', trusted), '198.51.100.9')
  })

  test('is the last one known where the chain ends or breaks', () => {
    assert.equal(clientAddress('10.0.0.2', null, ['10.0.0.0/8']), '10.0.0.2')
    assert.equal(clientAddress('10.0.0.2', '198.51.100.9, unknown', ['10.0.0.0/8']), '10.0.0.2')
    assert.equal(clientAddress('10.0.0.2', '198.51.100.9,', ['10.0.0.0/8']), '10.0.0.2')
    assert.equal(clientAddress('10.0.0.2', '010.1, 0x7f.1', ['10.0.0.0/8']), '10.0.0.2')
  })

  test('is IPv4 also when a dual-stack socket writes it as IPv6', () => {
    assert.equal(clientAddress('::ffff:10.0.0.2', '198.51.100.9', ['10.0.0.0/8']), '198.51.100.9')
    assert.equal(isTrustedProxy('::ffff:10.0.0.2', ['10.0.0.0/8']), true)
    assert.equal(isTrustedProxy('::ffff:11.0.0.2', ['10.0.0.0/8']), false)
  })

  test('is unknown without a peer', () => {
    assert.equal(clientAddress(null, '198.51.100.9', ['0.0.0.0/0']), 'unknown')
    assert.equal(isTrustedProxy(null, ['0.0.0.0/0']), false)
  })
})
