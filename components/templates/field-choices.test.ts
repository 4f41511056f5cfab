import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldChoices } from './field-choices.ts'

test('fields of all examples are offered once, nested ones and members of lists with what they say', () => {
  const samples = [
    { name: 'a', event: '{"station":"Hamburg","at":{"hour":12.50},"tags":["x"],"none":null,"a b":1}', recipient: '{}' },
    { name: 'b', event: '{"station":"Kiel","wind":9}', recipient: '{"phone":"1"}' },
  ]
  assert.deepEqual(
    fieldChoices(samples, 'event').map(({ text, hint }) => [text, hint]),
    [
      ['{{event.station}}', 'Hamburg'],
      ['{{event.at}}', '{"hour":12.50}'],
      ['{{event.at.hour}}', '12.50'],
      ['{{event.tags}}', '["x"]'],
      ['{{event.tags.0}}', 'x'],
      ['{{event.wind}}', '9'],
    ],
  )
  assert.deepEqual(fieldChoices(samples, 'recipient'), [
    { name: 'recipient.phone', text: '{{recipient.phone}}', hint: '1' },
  ])
})
