import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from './check-message.ts'
import { type PreviewPart, previewMessage, textOf } from './preview-message.ts'

const data = { event: '{"station":"Hamburg \\"Nord\\"","n":12345678901234567890.10}', recipient: '{"phone":"+49"}' }
const variables = new Map([['hotline', '0800 & <b>']])
const preview = (over: Partial<Message>) =>
  previewMessage({ subject: '', bodyType: 'text', body: '', ...over }, data, variables)
const kinds = (parts: PreviewPart[]) => parts.map(({ kind, text }) => [kind, text])

test('a text has its macros filled in, dots for secrets, and unknown macros as they are', () => {
  const { subject, body } = preview({
    subject: 'Storm near {{event.station}}',
    body: '{{template.subject}}: {{secrets.key}} {{variables.HOTLINE}} {{event.none}} \\{{event.station}}',
  })
  assert.equal(textOf(subject), 'Storm near Hamburg "Nord"')
  assert.deepEqual(kinds(body), [
    ['fill', 'Storm near Hamburg "Nord"'],
    ['text', ': '],
    ['dots', '••••••'],
    ['text', ' '],
    ['fill', '0800 & <b>'],
    ['text', ' '],
    ['missing', '{{event.none}}'],
    ['text', ' '],
    ['text', '{{event.station}}'],
  ])
})

test('what is filled in is escaped by its place, and is never read again', () => {
  const html = preview({ bodyType: 'html', body: '<p title="{{variables.hotline}}">{{variables.hotline}}</p>' })
  assert.equal(textOf(html.body), '<p title="0800 &#38; &#60;b&#62;">0800 &#38; &#60;b&#62;</p>')
  const named = previewMessage(
    { subject: '', bodyType: 'json', body: '{"a":"{{event.x}}"}' },
    { event: '{"x":"{{secrets.key}}\\"{{event.x}}"}', recipient: '{}' },
    variables,
  )
  assert.deepEqual(JSON.parse(textOf(named.body)), { a: '{{secrets.key}}"{{event.x}}' })
  assert.ok(named.body.every(({ kind }) => kind !== 'dots' && kind !== 'missing'))
})

test('JSON is laid out, with numbers as they are written', () => {
  const { body } = preview({
    bodyType: 'json',
    body: '{"to":"{{recipient.phone}}","n":{{event.n}},"key":{{secrets.key}},"x":{{event.none}}}',
  })
  const lines = '{\n  "to": "+49",\n  "n": 12345678901234567890.10,\n  "key": ••••••,\n  "x": {{event.none}}\n}'
  assert.equal(textOf(body), lines)
})

test('what is no JSON yet is shown as it stands', () => {
  assert.equal(
    textOf(preview({ bodyType: 'json', body: '{"to": {{recipient.phone}' }).body),
    '{"to": {{recipient.phone}',
  )
})
