import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textPieces } from './text-pieces.ts'

const looks = (text: string) => textPieces(text).map((piece) => [piece.look, piece.text])

test('references, macros and what only looks like one are told apart', () => {
  assert.deepEqual(looks('a {secrets.CRM} {{event.id}} {{evnt.id}} \\{{event.id}} {"a":{"b":1}}'), [
    ['text', 'a '],
    ['secret', '{secrets.CRM}'],
    ['text', ' '],
    ['macro', '{{event.id}}'],
    ['text', ' '],
    ['unknown', '{{evnt.id}}'],
    ['text', ' '],
    ['text', '\\{{event.id}} {"a":{"b":1}}'],
  ])
})

test('the pieces are the text, each where it says', () => {
  const part = fc.constantFrom('{secrets.a}', '{{event.b}}', '{{x y}}', '{{', '}}', '\\', '{', 'a"', '\n', '{secret.x}')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const pieces = textPieces(text)
      assert.equal(pieces.map((piece) => piece.text).join(''), text)
      for (const { start, text: of } of pieces) assert.equal(text.slice(start, start + of.length), of)
    }),
    { numRuns: 1000 },
  )
})
