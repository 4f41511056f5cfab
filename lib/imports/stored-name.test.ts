import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedName } from './stored-name.ts'

test('a file’s name becomes an alias, or keeps its case and groups as a name of the organization', () => {
  assert.equal(storedName('STRIPE_API_KEY', true), 'stripe_api_key')
  assert.equal(storedName(' crm.apiKey ', true), 'crm_apikey')
  assert.equal(storedName('Mail  Password', true), 'mail_password')
  assert.equal(storedName('crm.apiKey', false), 'crm.apiKey')
  assert.equal(storedName('Mail Password', false), 'Mail_Password')
  assert.equal(storedName('über/key', true), 'über/key')
})
