import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { parseEnvFile } from './parse-env.ts'

const read = (text: string) =>
  parseEnvFile(text).rows.map(({ line, name, fields, problem }) => [line, name, fields?.value ?? problem])

describe('a .env file', () => {
  test('is read with export, quotes, comments, values of several lines and both kinds of line ends', () => {
    const text = [
      '# of the shop',
      'STRIPE_KEY=sk_live_1 # a comment',
      '  export  MAIL_PASSWORD = "a # b\\nc"',
      '',
      "PEM='-----BEGIN",
      'two\\n',
      "-----END'  # key",
      'TICKS=`it\'s "quoted"`',
      'EQUALS==a=b',
    ]
    const expected = [
      [2, 'STRIPE_KEY', 'sk_live_1'],
      [3, 'MAIL_PASSWORD', 'a # b\nc'],
      [5, 'PEM', '-----BEGIN\ntwo\\n\n-----END'],
      [8, 'TICKS', 'it\'s "quoted"'],
      [9, 'EQUALS', '=a=b'],
    ]
    assert.deepEqual(read(text.join('\n')), expected)
    assert.deepEqual(read(`\ufeff${text.join('\r\n')}\r\n`), expected)
  })

  test('says of each line what parseEnv would have dropped without a word', () => {
    const text = [
      'no equals',
      '=x',
      'CUT=abc#def',
      'OPEN="abc',
      'MORE="a\\"b"',
      'EMPTY=',
      'BLANK= ',
      "NONE=''",
      'OLD=a\rB=c',
      'GOOD=1',
    ]
    const rows = parseEnvFile(text.join('\n')).rows
    assert.deepEqual(
      rows.map(({ line, name, fields }) => [line, name, fields?.value ?? null]),
      [
        [1, '', null],
        [2, '', null],
        [3, 'CUT', null],
        [4, 'OPEN', null],
        [6, 'EMPTY', null],
        [7, 'BLANK', null],
        [8, 'NONE', null],
        [9, 'OLD', null],
        [10, 'GOOD', '1'],
      ],
    )
  })

  test('keeps every line of one name, where parseEnv keeps the last', () => {
    assert.deepEqual(read('A=1\n__proto__=2\nA=3'), [
      [1, 'A', '1'],
      [2, '__proto__', '2'],
      [3, 'A', '3'],
    ])
  })

  const line = fc.array(
    fc.constantFrom('A=', 'B=', 'A', 'é', '=', '"', "'", '`', '#', ' ', '\t', '\n', '\n', '\\n', 'export ', 'x'),
    {
      maxLength: 24,
    },
  )

  test('property: a file without problems is what parseEnv reads', () => {
    let read = 0
    fc.assert(
      fc.property(line, (parts) => {
        // An indented comment is a name for parseEnv, which nobody means.
        const text = parts.join('').replace(/(^|\n)[ \t\n]+#/g, '\n#')
        const { rows } = parseEnvFile(text)
        if (rows.some(({ problem }) => problem)) return
        read += rows.length
        const ours = Object.fromEntries(rows.map(({ name, fields }) => [name, fields?.value]))
        assert.deepEqual(ours, { ...parseEnv(text) })
      }),
      { numRuns: 10_000 },
    )
    assert.ok(read > 500)
  })

  test('property: no line is lost: what is neither blank nor a comment stands in a row', () => {
    fc.assert(
      fc.property(line, (parts) => {
        const text = parts.join('')
        const { rows } = parseEnvFile(text)
        let at = 0
        let rest = ''
        for (const { range } of rows) {
          assert.ok(range[0] >= at)
          rest += `${text.slice(at, range[0])}\n`
          at = range[1]
        }
        rest += text.slice(at)
        for (const left of rest.split('\n')) assert.match(left, /^[ \t\r]*(#|$)/)
        for (const row of rows) assert.equal(row.line, text.slice(0, row.range[0]).split('\n').length)
      }),
      { numRuns: 5000 },
    )
  })

  test('property: a row’s own text reads as that row again, also joined with others', () => {
    fc.assert(
      fc.property(line, (parts) => {
        const text = parts.join('')
        const { rows, glue } = parseEnvFile(text)
        const whole = rows.filter((row) => row.fields)
        const again = parseEnvFile(whole.map(({ range }) => text.slice(...range)).join(glue.between))
        const told = (file: typeof whole) => file.map(({ name, fields }) => [name, fields?.value])
        assert.deepEqual(told(again.rows), told(whole))
      }),
      { numRuns: 2000 },
    )
  })
})
