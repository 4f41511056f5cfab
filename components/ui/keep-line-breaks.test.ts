import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keepLineBreaks, shownText } from './keep-line-breaks.ts'

test('an edit keeps the line breaks that it does not touch', () => {
  assert.equal(keepLineBreaks('a\r\nb\r\nc', 'a\nb\nc'), 'a\r\nb\r\nc')
  assert.equal(keepLineBreaks('a\r\nb\r\nc', 'a\nb\nc!'), 'a\r\nb\r\nc!')
  assert.equal(keepLineBreaks('a\r\nb\r\nc', 'a\nB\nc'), 'a\r\nB\r\nc')
  assert.equal(keepLineBreaks('a\r\nb\rc\nd', 'a\nb\nx\nc\nd'), 'a\r\nb\rx\nc\nd')
  assert.equal(keepLineBreaks('a\r\nb', ''), '')
  assert.equal(keepLineBreaks('', 'a\nb'), 'a\nb')
})

test('whatever is edited, what is shown afterwards is what was typed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '\r', '\n', '\r\n'), { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (given, typed) => {
      const after = shownText(typed)
      assert.equal(shownText(keepLineBreaks(given, after)), after)
    }),
  )
})
