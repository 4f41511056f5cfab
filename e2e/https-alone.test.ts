import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { parseEnv } from '#lib/core/env.ts'

const database = { DATABASE_URL: 'postgresql://a@localhost/a' }

test('plain http is taken for this machine alone, and then no cookie goes over it elsewhere', () => {
  for (const host of ['postern.example.com', '10.0.0.7', '127.0.0.1.example.com'])
    assert.throws(() => parseEnv({ ...database, POSTERN_URL: `http://${host}` }), /must begin with https/)
  for (const url of ['https://postern.example.com', 'http://localhost:3000', 'http://127.0.0.1:3000']) {
    const { url: origin } = parseEnv({ ...database, POSTERN_URL: url })
    assert.equal(sessionCookie(origin).options.secure, origin.protocol === 'https:', url)
  }
})
