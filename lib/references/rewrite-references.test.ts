import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseReferences } from './parse-references.ts'
import { rewriteReferences } from './rewrite-references.ts'

test('each form keeps its form', () => {
  const rewritten = (text: string) => rewriteReferences(text, 'crm.apiKey', 'sales.key')
  assert.equal(rewritten('Bearer {secrets.crm.apiKey}'), 'Bearer {secrets.sales.key}')
  assert.equal(rewritten('{secret:CRM.APIKEY#username}'), '{secret:sales.key#username}')
  assert.equal(rewritten('{{ secrets. crm.apiKey # /db/password }}'), '{{ secrets. sales.key # /db/password }}')
  assert.equal(rewritten('{"a":{secrets.crm.apiKey}}'), '{"a":{secrets.sales.key}}')
  assert.equal(rewritten('{secrets.crm.apiKey}{secrets.crm.apiKey}'), '{secrets.sales.key}{secrets.sales.key}')
})

test('what is no reference to it stays as it is', () => {
  for (const text of [
    '\\{secrets.crm.apiKey}',
    '{secrets.crm.apiKey2}',
    '{secrets.other#crm.apiKey}',
    '{secret.crm.apiKey}',
    '{secrets.crm.apiKey',
    'crm.apiKey',
    '',
  ])
    assert.equal(rewriteReferences(text, 'crm.apiKey', 'x'), text)
})

test('a name that is also a word of the opener is replaced where it is the name', () => {
  assert.equal(rewriteReferences('{secrets.secrets}', 'secrets', 'b'), '{secrets.b}')
  assert.equal(rewriteReferences('{secret:s}', 's', 'tt'), '{secret:tt}')
})

test('of any text only the names differ', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '{secrets.a}',
      '{{secret:A#x}}',
      '{ secrets.a#/b }',
      '{secrets.b}',
      '\\',
      '{',
      '}',
      '{secret.a}',
      'a',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const rewritten = rewriteReferences(text, 'a', 'longer.name')
      const named = (source: string) =>
        parseReferences(source).segments.map((segment) =>
          segment.kind === 'text' ? segment.text : [segment.reference.name.toLowerCase(), segment.reference.part],
        )
      const expected = named(text).map((each) =>
        Array.isArray(each) && each[0] === 'a' ? ['longer.name', each[1]] : each,
      )
      assert.deepEqual(named(rewritten), expected)
      assert.equal(rewriteReferences(text, 'a', 'a').toLowerCase(), text.toLowerCase())
      // There and back, byte for byte but for the letter case of the names.
      assert.equal(rewriteReferences(rewritten, 'longer.name', 'a').toLowerCase(), text.toLowerCase())
    }),
  )
})
