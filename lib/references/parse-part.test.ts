import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePart } from './parse-part.ts'

test('a name is itself, a pointer leads through its keys', () => {
  const cases: [part: string, keys: string[]][] = [
    ['password', ['password']],
    ['a/b', ['a/b']],
    ['a%7Db', ['a%7Db']],
    ['~', ['~']],
    ['/', ['']],
    ['/db/password', ['db', 'password']],
    ['/a~1b/~0/~01', ['a/b', '~', '~1']],
    ['/a%7Db/%7B', ['a}b', '{']],
    ['/%C3%A9/é', ['é', 'é']],
    ['/0//1', ['0', '', '1']],
    ['/__proto__', ['__proto__']],
  ]
  for (const [part, keys] of cases) assert.deepEqual(parsePart(part), { ok: true, keys }, part)
})

test('what is no pointer is told', () => {
  for (const part of ['', '/a~', '/a~2', '/%', '/%4', '/%ff', '/a%7']) assert.equal(parsePart(part).ok, false, part)
})

test('every list of keys has a pointer that leads through it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (keys) => {
      const pointer = keys
        .map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
        .join('')
      assert.deepEqual(parsePart(pointer), { ok: true, keys })
    }),
  )
})
