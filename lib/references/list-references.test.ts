import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listReferences } from './list-references.ts'

test('every place that names a secret is listed once, and only in text that is sent', () => {
  const listed = listReferences({
    method: 'POST',
    path: '/{secrets.account}/x',
    headers: [
      { name: 'Authorization', value: 'Basic {secrets.login#username}:{secrets.LOGIN#password}' },
      { name: 'X-Plain', value: '\\{secrets.escaped}' },
    ],
    query: [{ name: 'key', value: '{secret:crm.apiKey}' }],
    bodyType: 'json',
    body: '{"a": {{secrets.config}}, "b": "{secrets.config#x} {secrets.other}"}',
  })
  assert.deepEqual(listed, [
    { field: 'path', name: 'account', parts: [''] },
    { field: 'header:Authorization', name: 'login', parts: ['username', 'password'] },
    { field: 'query:key', name: 'crm.apiKey', parts: [''] },
    { field: 'body', name: 'config', parts: ['', 'x'] },
    { field: 'body', name: 'other', parts: [''] },
  ])
  const none = { method: 'GET', path: '', headers: [], query: [], bodyType: 'none' as const, body: '{secrets.x}' }
  assert.deepEqual(listReferences(none), [])
})
