import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonProblem, maxJsonDepth, sentenceOf } from './json-value.ts'

const problemOf = (text: string) => {
  const problem = jsonProblem(text)
  return problem && sentenceOf(problem)
}

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

test('an object is accepted as it is typed', () => {
  for (const text of [
    '{}',
    ' {"a": 1} \n',
    '{"a":{"b":[1,2,{"c":null}]}}',
    '{"n":1e400,"m":0.10}',
    nested(maxJsonDepth),
  ]) {
    assert.equal(problemOf(text), null, text)
  }
})

test('each way of being wrong has its line, column and reason', () => {
  const cases: [string, string][] = [
    ['', 'Line 1, column 1: enter a JSON object, like {"key": "value"}.'],
    ['[1]', 'Line 1, column 1: an object is expected at the top, not a list.'],
    ['"text"', 'Line 1, column 1: an object is expected at the top, like {"key": "value"}.'],
    ['{"a":1,}', 'Line 1, column 8: a key in double quotes is expected here.'],
    ['{"a":1\n "b":2}', 'Line 2, column 2: a comma is expected here.'],
    ['{"a" 1}', 'Line 1, column 6: a colon is expected here.'],
    ['{"a":1', 'Line 1, column 7: the object is not closed: “}” is expected here.'],
    ['{"a":1} x', 'Line 1, column 9: this is not a JSON value. Text stands in double quotes.'],
    ["{'a':1}", 'Line 1, column 2: this is not a JSON value. Text stands in double quotes.'],
    ['{"a":1 /* c */}', 'Line 1, column 8: JSON has no comments.'],
    [
      '{\n"user":1,\n "b":2,\n  "user":3}',
      'Line 4, column 3: the key "user" is already on line 2. Rename or remove one of them.',
    ],
    ['{"a":1,"\\u0061":2}', 'Line 1, column 8: the key "a" is already on line 1. Rename or remove one of them.'],
    [nested(maxJsonDepth + 1), `Line 1, column 161: objects and lists nest at most ${maxJsonDepth} levels deep.`],
  ]
  for (const [text, sentence] of cases) assert.equal(problemOf(text), sentence, text)
})

test('the same key in two objects is not a duplicate', () => {
  assert.equal(problemOf('{"a":{"x":1},"b":{"x":2}}'), null)
})

test('whatever is accepted is what JSON.parse accepts, and any text gets an answer', () => {
  const nearlyJson = fc.array(
    fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', 'null', ' ', '\n', '\\', '"', '\t', '\u0001'),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        nearlyJson.map((parts) => parts.join('')),
        fc.json(),
      ),
      (text) => {
        if (jsonProblem(text) === null) assert.equal(typeof JSON.parse(text), 'object')
      },
    ),
    { numRuns: 2000 },
  )
})

test('nesting of any depth is refused without growing the stack', () => {
  assert.ok(jsonProblem(`{"a":${'['.repeat(60_000)}`))
})

test('a text that is wrong in ten thousand places is read once, not once for each', (t) => {
  const lines = t.mock.method(String.prototype, 'split')
  for (const line of ['"":0,\n', '"\n', 'a,\n']) {
    lines.mock.resetCalls()
    const wrong = `{${line.repeat(10_000)}`
    assert.ok(jsonProblem(wrong))
    assert.ok(lines.mock.callCount() < 10, `lines were counted ${lines.mock.callCount()} times`)
  }
})
