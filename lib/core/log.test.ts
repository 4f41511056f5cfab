import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createLog } from './log.ts'

function capture() {
  const lines: string[] = []
  return { log: createLog({ write: (line: string) => void lines.push(line) }), lines }
}

const only = (lines: string[]): Record<string, unknown> => {
  assert.equal(lines.length, 1)
  return JSON.parse(lines[0] ?? '')
}

describe('log', () => {
  test('writes one JSON line with time, level, event and fields', () => {
    const { log, lines } = capture()
    log.warn('sign_in.refused', { address: '192.0.2.1', attempts: 3, known: false })
    const line = only(lines)
    assert.deepEqual(
      { ...line, time: typeof line.time },
      {
        time: 'string',
        level: 'warn',
        event: 'sign_in.refused',
        address: '192.0.2.1',
        attempts: 3,
        known: false,
      },
    )
    assert.ok(lines[0]?.endsWith('}\n'))
  })

  test('keeps a line break in a field inside its line', () => {
    const { log, lines } = capture()
    log.info('x', { program: 'curl\n{"level":"info","event":"forged"}' })
    assert.equal(lines[0]?.trimEnd().includes('\n'), false)
  })
})

describe('log.failure', () => {
  const canary = 'hunter2-canary'

  test('logs name, code and frames under the id that it returns', () => {
    const { log, lines } = capture()
    const id = log.failure(Object.assign(new TypeError('bad'), { code: 'ERR_BAD' }))
    const { id: logged, error } = only(lines) as { id: string; error: { name: string; code: string; frames: string[] } }
    assert.match(id, /^[2-9a-z]{8}$/)
    assert.equal(logged, id)
    assert.equal(error.name, 'TypeError')
    assert.equal(error.code, 'ERR_BAD')
    assert.ok(error.frames[0]?.includes('log.test.ts'))
  })

  const carriers: Record<string, () => unknown> = {
    message: () => new Error(canary),
    'message of several lines': () => new Error(`a\n${canary}\n    at ${canary}\n    at x (${canary}:1:1)`),
    'message changed later': () => {
      const error = new Error(`x\n    at ${canary}`)
      error.message = 'another'
      return error
    },
    name: () => Object.assign(new Error('x'), { name: canary }),
    code: () => Object.assign(new Error('x'), { code: canary }),
    property: () => Object.assign(new Error('x'), { input: canary }),
    cause: () => new Error('x', { cause: new Error(canary) }),
    'cause that is no error': () => new Error('x', { cause: canary }),
    'thrown text': () => canary,
    'thrown object': () => ({ message: canary, stack: `Error\n    at ${canary} (a:1:1)` }),
    'error of the URL parser': () => {
      try {
        return new URL(canary)
      } catch (error) {
        return error
      }
    },
    'error of the JSON parser': () => {
      try {
        return JSON.parse(canary)
      } catch (error) {
        return error
      }
    },
  }
  for (const [where, carrier] of Object.entries(carriers)) {
    test(`does not log what an error carries: ${where}`, () => {
      const { log, lines } = capture()
      log.failure(carrier())
      assert.equal(lines.join('').includes(canary), false)
    })
  }
})
