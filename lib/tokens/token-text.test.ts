import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { isTokenText, newTokenText, tokenPattern } from './token-text.ts'

const project = path.join(import.meta.dirname, '../..')

/** As the section "Secret scanning" of docs/api.md has it, for scanners to take over. */
const documented = () => {
  const text = readFileSync(path.join(project, 'docs/api.md'), 'utf8')
  const [, pattern] = /^## Secret scanning$[\s\S]*?^```regex\n(.+)\n```$/m.exec(text) ?? []
  assert.ok(pattern, 'docs/api.md documents no expression.')
  return new RegExp(pattern, 'g')
}
/** The tokens in a text: what the documented expression finds, and the checksum confirms, offline. */
const tokensIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([found]) => found).filter((found) => isTokenText(found))

test('every token has the documented form and a checksum of all that stands before it', () => {
  const pattern = documented()
  for (let nth = 0; nth < 200; nth++) {
    const text = newTokenText()
    assert.match(text, tokenPattern)
    assert.ok(isTokenText(text))
    assert.deepEqual(tokensIn(`Authorization: Bearer ${text}\nexport TOKEN="${text}"`, pattern), [text, text])
  }
})

test('a token with any one character changed is told from one offline', () => {
  const text = newTokenText()
  for (let at = 4; at < text.length; at++) {
    const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`
    assert.ok(!isTokenText(changed), String(at))
  }
})

test('the checksum is CRC-32 in base 62, as documented, so that others can compute it', () => {
  // Python: zlib.crc32(b'pst_' + b'0' * 32) == 694734623, which is 0l12D9 in base 62 with the digits 0-9, A-Z, a-z.
  assert.equal(isTokenText(`pst_${'0'.repeat(32)}0l12D9`), true)
})

test('no file that is tracked, and nothing that was built, has a real token', () => {
  const pattern = documented()
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\0')
    .filter(
      (file) => file !== '' && existsSync(path.join(project, file)) && lstatSync(path.join(project, file)).isFile(),
    )
  const folders = ['static', 'server'].map((folder) => path.join(project, '.next', folder)).filter(existsSync)
  const built = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  )
  assert.ok(tracked.length > 500)
  const found = [...tracked.map((file) => path.join(project, file)), ...built].filter(
    (file) => tokensIn(readFileSync(file, 'latin1'), pattern).length > 0,
  )
  assert.deepEqual(found, [])
})
