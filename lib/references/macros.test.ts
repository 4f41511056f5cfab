import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Macro, macroText, splitMacros } from './macros.ts'
import { parseReferences } from './parse-references.ts'

const split = (text: string) => splitMacros(parseReferences(text).segments)
const shown = (text: string) =>
  split(text).map((segment) => {
    if (segment.kind === 'text') return segment.text
    return segment.kind === 'macro' ? segment.macro : segment.reference.name
  })

describe('macros of a text', () => {
  const macros: [string, Macro][] = [
    ['{{event.station}}', { kind: 'event', path: ['station'] }],
    ['{{ event.station.name }}', { kind: 'event', path: ['station', 'name'] }],
    ['{{recipient.phone}}', { kind: 'recipient', path: ['phone'] }],
    ['{{variables.hot-line}}', { kind: 'variables', name: 'hot-line' }],
    ['{{steps.log_in.body#/a~1b/0}}', { kind: 'steps', step: 'log_in', field: 'body', pointer: '/a~1b/0' }],
    ['{{steps.login.body}}', { kind: 'steps', step: 'login', field: 'body', pointer: '' }],
    ['{{steps.login.status}}', { kind: 'steps', step: 'login', field: 'status' }],
    ['{{template.subject}}', { kind: 'template', field: 'subject' }],
  ]
  for (const [text, macro] of macros)
    test(text, () => {
      assert.deepEqual(shown(`a ${text} b {secrets.c}`), ['a ', macro, ' b ', 'c'])
      assert.deepEqual(shown(macroText(macro)), [macro])
    })

  const none = [
    '{event.x}',
    '{{event}}',
    '{{event.}}',
    '{{event..x}}',
    '{{Event.x}}',
    '{{events.x}}',
    '{{event.x}',
    '{{event.x\n}}',
    '{{steps.a.body.b}}',
    '{{steps.a.headers}}',
    '{{steps.a.status#/x}}',
    '{{variables.1x}}',
    '{{template.body}}',
  ]
  for (const text of none) test(`${JSON.stringify(text)} is text`, () => assert.deepEqual(shown(text).join(''), text))
})

test('an odd run of backslashes escapes a macro and loses one', () => {
  assert.deepEqual(shown('a \\{{event.x}} b'), ['a ', '{{event.x}} b'])
  assert.deepEqual(shown('\\\\{{event.x}}'), ['\\\\', { kind: 'event', path: ['x'] }])
})

test('every stretch names its place in the text, whatever the text is', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '{{event.a}}',
      '\\',
      '{',
      '}',
      '{{',
      '}}',
      '{secrets.a}',
      '{{secret:a}}',
      '\\{secrets.a}',
      '{{steps.a.body#/x}}',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('')
      let at = 0
      for (const segment of split(text)) {
        const { start, end } = segment.kind === 'reference' ? segment.reference : segment
        assert.equal(start, at)
        at = end
        if (segment.kind === 'text') assert.equal(segment.text, text.slice(end - segment.text.length, end))
        if (segment.kind === 'macro') assert.equal(segment.raw, text.slice(start, end))
      }
      assert.equal(at, text.length)
    }),
  )
})
