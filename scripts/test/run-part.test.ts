import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { countsOfJourneys, countsOfTests, runPart, withExitCode } from './run-part.mjs'

describe('withExitCode', () => {
  const cases: [string, Parameters<typeof withExitCode>[0], { passed: number; failed: number }][] = [
    ['a part that counts nothing is one check', { status: 0, output: '' }, { passed: 1, failed: 0 }],
    ['… that can fail', { status: 2, output: '' }, { passed: 0, failed: 1 }],
    ['… also by a signal', { status: 'SIGKILL', output: '' }, { passed: 0, failed: 1 }],
    ['counts are taken over', counted(0, 5, 0), { passed: 5, failed: 0 }],
    ['… with failures', counted(1, 5, 2), { passed: 5, failed: 2 }],
    ['a runner that fails without a failed test has failed', counted(1, 5, 0), { passed: 5, failed: 1 }],
    ['a runner that ran nothing has failed', counted(0, 0, 0), { passed: 0, failed: 1 }],
  ]
  for (const [name, result, expected] of cases) {
    test(name, () => assert.deepEqual(withExitCode(result), expected))
  }
})

function counted(status: number, passed: number, failed: number) {
  return { status, output: '', counts: { passed, failed, skipped: 0 } }
}

describe('counts', () => {
  test('of tests stand on the last line of their kind', () => {
    const output = 'noise\n{"passed":1,"failed":0,"skipped":0}\n{"passed":12,"failed":3,"skipped":1}\nmore noise\n'
    assert.deepEqual(countsOfTests(output), { passed: 12, failed: 3, skipped: 1 })
    assert.deepEqual(countsOfTests('crashed'), { passed: 0, failed: 0, skipped: 0 })
  })

  test('of journeys too', () => {
    assert.deepEqual(countsOfJourneys('✔ a\n4 passed, 1 failed (12.3 s)\n'), { passed: 4, failed: 1, skipped: 0 })
    assert.deepEqual(countsOfJourneys('crashed'), { passed: 0, failed: 0, skipped: 0 })
  })
})

describe('runPart', () => {
  const run = async (part: Parameters<typeof runPart>[0]) => {
    const lines: string[] = []
    const counts = await runPart(part, (line: string) => lines.push(line))
    return { counts, lines: lines.map((line) => line.replace(/\(\d+\.\d s\)/, '(… s)')) }
  }

  test('says one line of what passes', async () => {
    const { lines } = await run({ name: 'Types', run: async () => ({ status: 0, output: 'chatter' }) })
    assert.deepEqual(lines, ['✔ Types: ok (… s)'])
  })

  test('prints what failed, the end of it where it is long', async () => {
    const output = Array.from({ length: 400 }, (_, index) => `line ${index}`).join('\n')
    const { lines, counts } = await run({ name: 'Types', run: async () => ({ status: 1, output }) })
    assert.deepEqual(counts, { passed: 0, failed: 1 })
    assert.equal(lines[0], '(the first 100 lines are left out)')
    assert.deepEqual(lines.slice(-2), ['line 399', '✖ Types: FAILED (… s)'])
  })

  test('counts a part that throws as failed, and goes on', async () => {
    const { lines, counts } = await run({
      name: 'Browser',
      run: async () => {
        throw new Error('There is none.')
      },
    })
    assert.deepEqual(counts, { passed: 0, failed: 1 })
    assert.deepEqual(lines, ['There is none.', '✖ Browser: FAILED (… s)'])
  })
})
