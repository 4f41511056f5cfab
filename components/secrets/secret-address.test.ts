import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOfQuery, queryOfAddress } from './secret-address.ts'

const read = (text: string) => queryOfAddress(new URLSearchParams(text), { organization: 'acme' })
const written = (text: string) =>
  new URLSearchParams(
    Object.entries(addressOfQuery(read(text))).filter((pair): pair is [string, string] => pair[1] !== null),
  ).toString()

test('an empty address shows all but the archived, the last changed first', () => {
  assert.deepEqual(read(''), { q: '', status: 'all', type: null, purpose: null, sort: 'updated', direction: null })
  assert.equal(written(''), '')
})

test('what an address says comes back as it was', () => {
  const address = 'q=crm&status=expired&type=json&purpose=webhook&sort=name&direction=desc'
  assert.equal(written(address), address)
})

test('what is not understood, or goes without saying, is left out', () => {
  assert.equal(written('status=gone&type=pem&purpose=any&sort=size&direction=up&q=+'), '')
  assert.equal(written('sort=name&direction=asc'), 'sort=name')
  assert.equal(written('sort=updated&direction=desc&drawer=create'), '')
})

test('a domain has no tabs', () => {
  const address = new URLSearchParams('purpose=webhook&status=expired')
  const { purpose, status } = queryOfAddress(address, { organization: 'acme', domain: 'europe' })
  assert.deepEqual({ purpose, status }, { purpose: null, status: 'expired' })
})
