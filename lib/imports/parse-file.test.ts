import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { PosternError } from '#lib/core/errors.ts'
import { parseFile } from './parse-file.ts'
import { importFormats } from './schema.ts'

const outcomeOf = (format: (typeof importFormats)[number], text: string): string => {
  try {
    return `${parseFile(format, text).rows.length} rows`
  } catch (error) {
    // Anything else would be a failure of ours.
    if (error instanceof PosternError) return error.fields.text ?? ''
    throw error
  }
}

describe('a file that was made to hurt', () => {
  const mebi = 2 ** 20
  const hostile = [
    '"'.repeat(mebi),
    `A="${'"'.repeat(mebi - 3)}`,
    'A="\n'.repeat(mebi / 4),
    `A=${' '.repeat(mebi - 4)}x`,
    `${' '.repeat(mebi - 3)}A=x`,
    '\r'.repeat(mebi),
    '\0'.repeat(mebi),
    '['.repeat(mebi),
    '{"a":'.repeat(mebi / 5),
    `{${'"a":{"a":1,"a":2},'.repeat(mebi / 20)}"b":1}`,
    `name,value\na,"${'""'.repeat(mebi / 2 - 10)}"`,
    `name,value\n${','.repeat(mebi - 12)}`,
    `name,value\n${'a,b\n'.repeat(mebi / 4 - 4)}`,
    '#'.repeat(mebi),
    '\n'.repeat(mebi),
  ]
  for (const format of importFormats) {
    test(`is read as ${format} without harm, whatever it is`, () => {
      for (const text of hostile) assert.equal(typeof outcomeOf(format, text), 'string')
    })

    test(`property: any text is read as ${format}, or refused with a sentence`, () => {
      const part = fc.constantFrom(
        'a',
        '=',
        '"',
        "'",
        ',',
        ';',
        '{',
        '}',
        '[',
        ']',
        ':',
        '\\',
        '\n',
        '\r',
        '\0',
        '\ud800',
        'name,value\n',
      )
      fc.assert(
        fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
          assert.notEqual(outcomeOf(format, parts.join('')), '')
        }),
        { numRuns: 1000 },
      )
    })
  }

  test('with more than 1,000 rows is refused, with exactly 1,000 it is not', () => {
    const rows = Array.from({ length: 1001 }, (_, index) => `K${index}`)
    const files = (names: string[]) => ({
      env: names.map((name) => `${name}=v`).join('\n'),
      json: JSON.stringify(Object.fromEntries(names.map((name) => [name, 'v']))),
      csv: ['name,value', ...names.map((name) => `${name},v`)].join('\n'),
    })
    for (const format of importFormats) {
      assert.match(outcomeOf(format, files(rows)[format]), /^An import has at most 1,000 rows; this text has more\./)
      assert.equal(outcomeOf(format, files(rows.slice(1))[format]), '1000 rows')
    }
  })
})
