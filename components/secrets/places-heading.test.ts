import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from '#lib/secrets/schema.ts'
import { placesText, stopHeading } from './places-heading.ts'

const place = (name: string): Place => ({
  kind: 'integration_request',
  id: '1',
  domain: { slug: name.toLowerCase(), name },
  name: 'CRM sync',
  part: 'Contacts',
  path: ['integrations', '2', 'requests', '1'],
  fields: ['body'],
  lastUsedAt: null,
  uses: 0,
})

test('places are counted where they are', () => {
  assert.equal(placesText([place('Europe')]), '1 place in Europe')
  assert.equal(placesText([place('Europe'), place('Europe')]), '2 places in Europe')
  assert.equal(placesText([place('Europe'), place('America'), place('Europe')]), '3 places in 2 domains')
})

test('where only so many are looked up, a count says that there may be more', () => {
  const many = Array.from({ length: 1000 }, () => place('Europe'))
  assert.equal(placesText(many), 'At least 1,000 places in Europe')
  assert.equal(placesText(many.slice(1)), '999 places in Europe')
  const ofTwoFields = many.slice(500).map((each) => ({ ...each, fields: ['body', 'path'] }))
  assert.equal(placesText(ofTwoFields), 'At least 500 places in Europe')
})

test('only what works can stop working', () => {
  assert.equal(stopHeading([place('Europe')], true), '1 place in Europe stops working')
  assert.equal(stopHeading([place('Europe'), place('Europe')], true), '2 places in Europe stop working')
  assert.equal(stopHeading([place('Europe')], false), '1 place in Europe names it')
  assert.equal(stopHeading([place('Europe'), place('Europe')], false), '2 places in Europe name it')
})
