import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const project = path.join(import.meta.dirname, '..')

/** What runs a text as code, starts a program, or makes a page of a text that nobody escaped. OWASP ASVS 1.2.5, 1.3.2, 3.2.2. */
const forbidden =
  /\beval\(|\bnew Function\b|['"](?:node:)?(?:child_process|vm)['"]|dangerouslySetInnerHTML|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\bsrcDoc\b|setTimeout\(\s*['"`]|javascript:/

/** The preview of a template's page, in a frame that runs nothing. */
const framed = 'components/templates/html-page.tsx'

const isCode = (line: string) => !/^\s*(?:\/\/|\/?\*)/.test(line)

function linesOfApp(): { file: string; line: string }[] {
  return ['app', 'components', 'lib', '.']
    .flatMap((folder) => {
      const names = readdirSync(path.join(project, folder), { recursive: folder !== '.' }).map(String)
      return names.map((name) => path.join(folder, name))
    })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^lib\/(?:testing|db\/generated)\//.test(file))
    .flatMap((file) =>
      readFileSync(path.join(project, file), 'utf8')
        .split('\n')
        .filter(isCode)
        .map((line) => ({ file, line })),
    )
}

test('the app starts no program, runs no text as code, and puts no text into a page as HTML', () => {
  const lines = linesOfApp()
  assert.ok(lines.length > 20_000, 'The search has found the code.')
  const found = lines.filter(({ file, line }) => forbidden.test(line) && !(file === framed && /\bsrcDoc\b/.test(line)))
  assert.deepEqual(found, [])
  const preview = lines.filter(({ file }) => file === framed).map(({ line }) => line.trim())
  assert.ok(preview.includes('sandbox=""'), 'The preview’s frame runs nothing.')
})

test('what is searched for would be found', () => {
  for (const line of ["import { exec } from 'node:child_process'", 'el.innerHTML = text', 'eval(text)'])
    assert.match(line, forbidden)
})
