import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseReferences, type Segment } from './parse-references.ts'

/** Segments in short: a text as it is, a reference as [name] or [name, part]. */
const brief = (text: string) =>
  parseReferences(text).segments.map((segment) => {
    if (segment.kind === 'text') return segment.text
    const { name, part } = segment.reference
    return part === null ? [name] : [name, part]
  })

describe('a reference is understood', () => {
  const cases: [text: string, expected: unknown[]][] = [
    ['{secrets.x}', [['x']]],
    ['{secret:x}', [['x']]],
    ['{{secrets.x}}', [['x']]],
    ['{{secret:x}}', [['x']]],
    ['{ secrets . x }', [['x']]],
    ['{{  secrets.x  }}', [['x']]],
    ['{secret : crm.apiKey # username }', [['crm.apiKey', 'username']]],
    ['{secrets.crm.apiKey}', [['crm.apiKey']]],
    ['{secrets.A-b_9}', [['A-b_9']]],
    ['{secrets.x#password}', [['x', 'password']]],
    ['{secrets.x#/db/password}', [['x', '/db/password']]],
    ['{secrets.x#/a%7Db}', [['x', '/a%7Db']]],
    ['{secrets.x#two words}', [['x', 'two words']]],
    ['{secrets.x#a#b}', [['x', 'a#b']]],
    ['{secrets.x#ключ}', [['x', 'ключ']]],
    ['Bearer {secrets.x}', ['Bearer ', ['x']]],
    ['{secrets.x}{secrets.y}', [['x'], ['y']]],
    ['a{secrets.x}b{secrets.y}c', ['a', ['x'], 'b', ['y'], 'c']],
    // The last brace is JSON's, in whatever way it opened.
    ['{"a":{secrets.x}}', ['{"a":', ['x'], '}']],
    ['{"a":{{secrets.x}}}', ['{"a":', ['x'], '}']],
    ['{"a":"}","b":{secrets.x}}', ['{"a":"}","b":', ['x'], '}']],
    ['{"a":{"b":{secrets.x}}}', ['{"a":{"b":', ['x'], '}}']],
  ]
  for (const [text, expected] of cases) {
    test(text, () => {
      assert.deepEqual(brief(text), expected)
      assert.deepEqual(parseReferences(text).errors, [])
    })
  }
})

describe('other braces are never touched', () => {
  const cases = [
    '',
    '{',
    '}',
    '{}',
    '{{}}',
    '{{event.x}}',
    '{"secrets.x": 1}',
    '{"secret":"x"}',
    '{x}',
    '{secretary: 1}',
    '{secret_key: 1}',
    '{secretsx.y}',
    '{secret-name}',
    '{mysecrets.x}',
    'secrets.x',
    '$\u007bx}',
    '}}{{',
    '{{{',
    '\\{x}',
    '{\\"a":1}',
  ]
  for (const text of cases) {
    test(JSON.stringify(text), () => {
      assert.deepEqual(brief(text), text === '' ? [] : [text])
      assert.deepEqual(parseReferences(text).errors, [])
    })
  }
})

describe('a near miss is an error with its position, never silently text', () => {
  const cases: [text: string, start: number, message: RegExp][] = [
    ['{secret.x}', 0, /takes a colon/],
    ['{secrets:x}', 0, /takes a dot/],
    ['ab {secret.x}', 3, /takes a colon/],
    ['{{secrets.x}', 0, /fewer closing/],
    ['{{secrets.x} }', 0, /fewer closing/],
    ['{secrets.x}}', 0, /more closing/],
    ['{{secrets.x}}}', 0, /more closing/],
    ['{{{secrets.x}}}', 0, /3 opening braces/],
    ['{secrets.}', 0, /name of a secret is missing/],
    ['{secret:}', 0, /name of a secret is missing/],
    ['{{secrets.}}', 0, /name of a secret is missing/],
    ['{secrets}', 0, /name of a secret is missing/],
    ['{secrets#x}', 0, /name of a secret is missing/],
    ['{secrets.#x}', 0, /name of a secret is missing/],
    ['{secrets.x', 0, /not closed/],
    ['{secrets.', 0, /not closed/],
    ['{secrets', 0, /not closed/],
    ['{secrets.x#part', 0, /not closed/],
    ['{secrets.x "y"', 0, /not closed/],
    ['{Secrets.x}', 0, /lower case/],
    ['{SECRET:x}', 0, /lower case/],
    ['{secrets.a b}', 0, /only letters/],
    ['{secrets.x/y}', 0, /only letters/],
    ['{secrets.é}', 0, /missing/],
    ['{secrets.x\u00a0}', 0, /only letters/],
    ['{\u00a0secrets.x}', 0, /plain spaces/],
    ['{\u200bsecrets.x}', 0, /plain spaces/],
    ['{\nsecrets.x}', 0, /plain spaces/],
    ['{secrets.x#}', 0, /part is missing/],
    ['{secrets.x# }', 0, /part is missing/],
    ['{secrets.x#a{b}', 0, /%7B/],
    ['{secrets.x#/a%7}', 0, /hex digits/],
    ['{secrets.x#/%ff}', 0, /UTF-8/],
    ['{secrets.x#/a~2}', 0, /~0/],
    ['{secrets.x#a\nb}', 0, /%7B|closed/],
    ['{secrets..x}', 0, /no dot/],
    ['{secrets.x.}', 0, /no dot/],
    ['{secrets.a..b}', 0, /no dot/],
    [`{secrets.${'x'.repeat(129)}}`, 0, /128/],
    ['{secret: "hunter2"}', 0, /missing/],
  ]
  for (const [text, start, message] of cases) {
    test(JSON.stringify(text), () => {
      const { errors, references } = parseReferences(text)
      assert.equal(errors.length, 1)
      assert.equal(errors[0]?.start, start)
      assert.ok((errors[0]?.end ?? 0) > start)
      assert.match(errors[0]?.message ?? '', message)
      assert.deepEqual(references, [])
    })
  }

  test('what follows a near miss is still read', () => {
    const { errors, references } = parseReferences('{secrets.a {secrets.b} {secret.c}')
    assert.deepEqual(
      errors.map((error) => error.start),
      [0, 23],
    )
    assert.deepEqual(
      references.map((reference) => reference.name),
      ['b'],
    )
  })

  test('the message quotes nothing of the text', () => {
    const { errors } = parseReferences('{secret: hunter2-canary')
    assert.doesNotMatch(errors[0]?.message ?? '', /canary/)
  })
})

describe('an odd run of backslashes escapes an opener and loses one', () => {
  const cases: [text: string, expected: unknown[]][] = [
    ['\\{secrets.x}', ['{secrets.x}']],
    ['\\\\{secrets.x}', ['\\\\', ['x']]],
    ['\\\\\\{secrets.x}', ['\\\\', '{secrets.x}']],
    ['\\{{secrets.x}}', ['{{secrets.x}}']],
    ['a\\{secret:x}b{secrets.y}', ['a', '{secret:x}b', ['y']]],
    ['\\{secret.x}', ['{secret.x}']],
    ['\\{secrets.}', ['{secrets.}']],
    ['{secrets.x}\\{secrets.y}', [['x'], '{secrets.y}']],
    ['{\\{secrets.x}', ['{', '{secrets.x}']],
    ['\\{other}', ['\\{other}']],
  ]
  for (const [text, expected] of cases) {
    test(text, () => {
      assert.deepEqual(brief(text), expected)
      assert.deepEqual(parseReferences(text).errors, [])
    })
  }
})

/** Texts made of what the grammar is made of, where the corner cases are. */
const grammarText = fc
  .array(
    fc.constantFrom(
      '{',
      '{{',
      '}',
      '}}',
      'secrets',
      'secret',
      '.',
      ':',
      '#',
      '/',
      '~',
      '%7D',
      '\\',
      ' ',
      'x',
      'é',
      '"',
      '\n',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))
const anyText = fc.oneof(grammarText, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }))

const sourceOf = (text: string, segment: Segment) =>
  segment.kind === 'text' ? text.slice(segment.start, segment.end) : segment.reference.raw

describe('for every text', () => {
  test('parsing ends, and segments join to the text, without gap or overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { segments, references } = parseReferences(text)
        assert.equal(segments.map((segment) => sourceOf(text, segment)).join(''), text)
        let at = 0
        for (const segment of segments) {
          const { start, end } = segment.kind === 'text' ? segment : segment.reference
          assert.equal(start, at)
          assert.ok(end > start)
          at = end
        }
        assert.equal(at, text.length)
        for (const reference of references) assert.equal(text.slice(reference.start, reference.end), reference.raw)
      }),
      { numRuns: 2000 },
    )
  })

  test('a text segment is its source, but for one backslash', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const segment of parseReferences(text).segments) {
          if (segment.kind !== 'text') continue
          const source = text.slice(segment.start, segment.end)
          assert.ok(source === segment.text || source === `\\${segment.text}`)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('a reference that was printed is read back', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}(\.[A-Za-z0-9_-]{1,20}){0,2}$/)
    const part = fc.option(
      fc
        .stringMatching(/^[^/{}%~\s][^{}\n\r]{0,10}$/)
        .filter((text) => text.trim() === text && !/[\p{Cc}]/u.test(text)),
    )
    const opener = fc.constantFrom(['{secrets.', '}'], ['{secret:', '}'], ['{{secrets.', '}}'], ['{{ secret : ', ' }}'])
    fc.assert(
      fc.property(name, part, opener, (name, part, [open, close]) => {
        const { references, errors } = parseReferences(`${open}${name}${part === null ? '' : `#${part}`}${close}`)
        assert.deepEqual(errors, [])
        assert.equal(references[0]?.name, name)
        assert.equal(references[0]?.part, part)
      }),
    )
  })
})
