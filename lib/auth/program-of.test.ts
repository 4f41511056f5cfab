import assert from 'node:assert/strict'
import { test } from 'node:test'
import { programOf } from './program-of.ts'

test('a user agent is told in a few words', () => {
  const told: Record<string, string> = {
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36':
      'Chrome 142 on Linux',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.3595.53':
      'Edge 142 on Windows',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0': 'Firefox 145 on macOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15':
      'Safari 26 on macOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1':
      'Safari 26 on iOS',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36':
      'Chrome 142 on Android',
    'curl/8.14.1': 'curl/8.14.1',
  }
  for (const [userAgent, program] of Object.entries(told)) assert.equal(programOf(userAgent), program)
})

test('what is unknown is short and printable, and nothing is nothing', () => {
  assert.equal(programOf(null), '')
  assert.equal(programOf('bot\u001b[31m\u0007 é'), 'bot[31m ')
  assert.equal(programOf('x'.repeat(5000)).length, 60)
})
