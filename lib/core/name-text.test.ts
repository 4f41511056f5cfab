import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameProblem, nameWithoutLinks } from './name-text.ts'

test('the names of people are names, with dots, apostrophes and letters of any direction', () => {
  for (const name of [
    'J. R. R. O’Brien-Núñez, Jr.',
    'Dr. Ada d’Arc',
    'יעל כהן',
    'محمد علي',
    '李小龍',
    'Ewww',
    'A/B: C',
  ])
    assert.deepEqual([nameProblem(name), nameWithoutLinks(name)], [null, name])
})

test('a link, and what turns the direction of text, are none, and nothing is left of them', () => {
  const wrong = [
    ['Your vault is locked: https://evil.example/unlock', 'Your vault is locked: https evil.example/unlock'],
    ['WWW.evil.example', 'www evil.example'],
    ['ht\u202etps:\u2066//www\u200f.evil.example', 'https www evil.example'],
    ['a::////b', 'a: //b'],
    ['Tom \u202eabara', 'Tom abara'],
  ]
  for (const [name = '', left = ''] of wrong) {
    assert.ok(nameProblem(name), name)
    assert.deepEqual([nameWithoutLinks(name), nameProblem(left)], [left, null])
  }
})
