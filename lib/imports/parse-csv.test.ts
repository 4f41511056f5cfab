import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { PosternError } from '#lib/core/errors.ts'
import { parseFile } from './parse-file.ts'

const read = (text: string) =>
  parseFile('csv', text).rows.map(({ line, name, fields, problem }) => [line, name, fields ?? problem])
const refusalOf = (text: string): string => {
  try {
    parseFile('csv', text)
  } catch (error) {
    if (error instanceof PosternError) return error.fields.text ?? ''
    throw error
  }
  return ''
}

describe('a CSV file', () => {
  test('has a byte order mark, quotes, values of several lines, empty lines, any separator and either line end', () => {
    const text = [
      '\ufeffName;Value;Allowed domains;Description',
      'a;"x;""y""";a.example.com, *.b.example.com;"one\ntwo"',
      '',
      'b;"-----BEGIN',
      '-----END";;',
      'c;  kept  ;;',
      'short;1',
    ]
    const rows = (end: string) => [
      [
        2,
        'a',
        { type: 'token', value: 'x;"y"', allowedHosts: ['a.example.com', '*.b.example.com'], description: 'one\ntwo' },
      ],
      [5, 'b', { type: 'token', value: `-----BEGIN${end}-----END` }],
      [7, 'c', { type: 'token', value: '  kept  ' }],
      [8, 'short', { type: 'token', value: '1' }],
    ]
    for (const end of ['\n', '\r\n']) assert.deepEqual(read(text.join(end)), rows(end))
    assert.deepEqual(read('alias\tvalue\nx\t1,2'), [[2, 'x', { type: 'token', value: '1,2' }]])
  })

  test('has pairs, types, dates, visibility and purpose', () => {
    const text = `username,password,name,type,value,expires_on,visibility,purpose
u,p,pair,,,2027-03-14,Masked,Webhook
u,p,named,Username and Password,,,,
,,json,JSON,"{""n"": 1.0}",,,
,,both,token,x,,,
u,p,mixed,,x,,,
,,odd,canary,x,,,`
    assert.deepEqual(read(text), [
      [
        2,
        'pair',
        {
          type: 'username_password',
          value: { username: 'u', password: 'p' },
          expiresOn: '2027-03-14',
          visibility: 'masked',
          purpose: 'webhook',
        },
      ],
      [3, 'named', { type: 'username_password', value: { username: 'u', password: 'p' } }],
      [4, 'json', { type: 'json', value: '{"n": 1.0}' }],
      [5, 'both', { type: 'token', value: 'x' }],
      [6, 'mixed', 'There is a value, and a username or a password too. A secret is one or the other.'],
      [7, 'odd', 'The type is none that Postern knows: token, username_password, json.'],
    ])
  })

  test('is refused, without a word of it, where columns or rows cannot be told apart', () => {
    assert.match(refusalOf('canary,canary2\n'), /^Line 1 names the columns; the one in place 1 is none of name, value/)
    assert.match(refusalOf('name,value,value\n'), /twice/)
    assert.match(refusalOf('name,description\n'), /none called value/)
    assert.match(refusalOf('name,value\na,b\nc,"canary\nd,e'), /never closed/)
    assert.match(refusalOf('name,value\na,can"ary'), /^Line 2: a quote stands inside a value/)
    assert.match(refusalOf('name,value\n'), /No secret was found/)
    assert.match(refusalOf('name,value\na,\udc00'), /not valid Unicode/)
    for (const text of ['canary,canary2\n', 'name,value\nc,"canary', 'name,value\na,can"ary'])
      assert.doesNotMatch(refusalOf(text), /canary/)
    assert.deepEqual(read('name,value\na,1,canary'), [
      [2, 'a', 'There are 3 values for 2 columns. Put a value that contains the separator in quotes.'],
    ])
  })

  test('property: what a spreadsheet would write comes back as it was, and a row’s own text reads as that row again', () => {
    const cell = fc.array(fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r\n', '\r', ' ', '=', '\0'), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (cells, delimiter, end, bom) => {
          const values = cells.map((parts) => parts.join(''))
          const table = [['name', 'value'], ...values.map((value, index) => [`n${index}`, value])]
          const text = stringify(table, { delimiter, record_delimiter: end, bom, quoted: true })
          const { rows, glue } = parseFile('csv', text)
          assert.deepEqual(
            rows.map(({ fields }) => fields?.value),
            values,
          )
          const joined = text.slice(...glue.head) + rows.map(({ range }) => text.slice(...range)).join(glue.between)
          assert.deepEqual(
            parseFile('csv', joined).rows.map(({ fields }) => fields?.value),
            values,
          )
          for (const { line, range } of rows) assert.equal(text.slice(0, range[0]).split(/\r\n|\n|\r/).length, line)
        },
      ),
    )
  })
})
