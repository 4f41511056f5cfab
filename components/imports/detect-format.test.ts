import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectFormat } from './detect-format.ts'

test('the format is found by the file’s name, else by how the text begins', () => {
  for (const [text, name, expected] of [
    ['', '', null],
    ['x', 'Secrets.CSV', 'csv'],
    ['x', '.env.production', 'env'],
    ['x', 'shop.env', 'env'],
    ['x', 'export.json', 'json'],
    ['\ufeff {"a": 1}', '', 'json'],
    ['[{"name": "a"}]', 'x.txt', 'json'],
    ['name,value\n', '', 'csv'],
    ['Allowed domains;Alias;Value\n', '', 'csv'],
    ['"name";"value"\n', '', 'csv'],
    ['# comment\nA=1', '', 'env'],
    ['name=1,2', '', 'env'],
    ['A=b,name', '', 'env'],
  ] as const) {
    assert.equal(detectFormat(text, name), expected)
  }
})
