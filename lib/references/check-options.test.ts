import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkOptions } from './check-options.ts'
import { sendableMethods } from './check-request.ts'

test('only what may be repeated is sent again', () => {
  for (const method of sendableMethods) {
    assert.deepEqual(checkOptions({ method, retries: 0 }), {})
    const { retries = '' } = checkOptions({ method, retries: 3 })
    if (method === 'POST' || method === 'PATCH') assert.match(retries, new RegExp(`^A ${method} request .* twice`))
    else assert.equal(retries, '')
  }
})
