import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { csvCell } from './csv-cell.ts'

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠SUM', "=cmd|' /C calc'!A0"]

test('a text that a spreadsheet would run begins with an apostrophe, whatever stands before it', () => {
  for (const formula of formulas) {
    for (const before of ['', ' ', '\t', '\r', '\n', '"', "'", ' \t "']) {
      const cell = csvCell(before + formula)
      assert.doesNotMatch(cell, /^[\s"]*[=+\-@＝＋－＠]/, JSON.stringify(before + formula))
      assert.doesNotMatch(cell, /^[\t\r\n]/, JSON.stringify(before + formula))
    }
  }
})

test('nor does one begin behind a separator in its middle, for a program that takes another one', () => {
  for (const formula of formulas) {
    for (const separator of [',', ';', '|', '\t', '\n', '\r\n', '","', '";"', ', ']) {
      const cell = csvCell(`text${separator}${formula}`)
      assert.doesNotMatch(cell, /[,;|\t\r\n]["\s]*[=+\-@＝＋－＠]/, JSON.stringify(separator + formula))
    }
  }
})

test('a harmless text stays as it is, and a file of cells is read back as it was written', () => {
  for (const text of ['', 'weather_fx', 'api.example.com, *.example.com', '2026-11-21', 'a-b', 'x = y', 'Zoë “ok”']) {
    assert.equal(csvCell(text), text)
  }
  const cells = ['a"b', 'c,d', 'e\r\nf', '=x'].map(csvCell)
  assert.deepEqual(parse(stringify([cells], { quoted: true })), [cells])
})
