import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

/** What a process prints that guards its console and then runs `code`. */
function printed(code: string): { stdout: string; stderr: string } {
  const guard = JSON.stringify(new URL('./guard-console.ts', import.meta.url).href)
  const source = `const { guardConsole } = await import(${guard}); guardConsole(); ${code}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' })
  return { stdout, stderr }
}

test('an error is printed without its message, under its digest, as lines of the log alone', () => {
  const { stdout, stderr } = printed(`
    try { BigInt('canary-value\\n{"level":"info","event":"forged"}') } catch (error) {
      console.error('⨯', Object.assign(error, { digest: '1876402125' }))
    }`)
  assert.equal(stderr, '')
  assert.doesNotMatch(stdout, /canary|forged/)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ event, digest }) => [event, digest]),
    [
      ['failure', undefined],
      ['failure.digest', '1876402125'],
    ],
  )
  assert.equal(lines[0].error.name, 'SyntaxError')
})

test('a text of several lines is one line of the log', () => {
  const { stdout } = printed(`console.error('one\\n{"level":"info"}', 2)`)
  const { level, event, text } = JSON.parse(stdout)
  assert.deepEqual([level, event, text], ['error', 'printed', 'one\n{"level":"info"} 2'])
  assert.equal(JSON.parse(printed(`console.warn('a warning')`).stdout).level, 'warn')
})
