import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseReferences } from './parse-references.ts'

/** Counts what the parser looks at: characters read one by one, and stretches searched or copied. */
function stepsFor(text: string): number {
  const { charCodeAt, indexOf, slice } = String.prototype
  let steps = 0
  String.prototype.charCodeAt = function (this: string, at: number) {
    steps += 1
    return charCodeAt.call(this, at)
  }
  String.prototype.indexOf = function (this: string, needle: string, from = 0) {
    const found = indexOf.call(this, needle, from)
    steps += (found === -1 ? this.length : found) - from
    return found
  }
  String.prototype.slice = function (this: string, from?: number, to?: number) {
    const part = slice.call(this, from, to)
    steps += part.length
    return part
  }
  try {
    parseReferences(text)
  } finally {
    Object.assign(String.prototype, { charCodeAt, indexOf, slice })
  }
  return steps
}

describe('work grows with the length, not with its square', () => {
  const units = [
    '{',
    '{secrets.',
    '{{secrets.x',
    '{secrets.x#',
    '{ ',
    '\\',
    '\\{secrets.x}',
    '{secrets.x#a',
    '}',
    '{secrets.x}',
    '{secrets.a.',
    'x',
  ]
  for (const unit of units) {
    test(`${unit} again and again`, () => {
      const short = stepsFor(unit.repeat(500))
      const long = stepsFor(unit.repeat(5000))
      assert.ok(long <= short * 11 + 1000, `${short} steps, then ${long}`)
    })
  }
})
