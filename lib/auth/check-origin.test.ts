import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isFromConsole } from './check-origin.ts'

const url = new URL('https://postern.example')
const from = (headers: Record<string, string>) => isFromConsole(new Headers(headers), url, [])

describe('a server action', () => {
  test('is taken from the console’s own pages', () => {
    assert.equal(from({ origin: 'https://postern.example', host: 'postern.example' }), true)
    assert.equal(from({ origin: 'https://postern.example', host: 'Postern.Example' }), true)
  })

  test('is refused from elsewhere, from nowhere, and to another host', () => {
    const others: Record<string, string>[] = [
      { host: 'postern.example' },
      { origin: 'null', host: 'postern.example' },
      { origin: 'https://evil.example', host: 'postern.example' },
      { origin: 'http://postern.example', host: 'postern.example' },
      { origin: 'https://postern.example:8443', host: 'postern.example' },
      { origin: 'https://postern.example.evil.example', host: 'postern.example' },
      { origin: 'https://postern.example' },
      { origin: 'https://postern.example', host: 'evil.example' },
      { origin: 'https://postern.example', host: 'evil.example', 'x-forwarded-host': 'postern.example' },
      { origin: 'https://evil.example', host: 'evil.example' },
    ]
    for (const headers of others) assert.equal(from(headers), false, JSON.stringify(headers))
  })
})
