import assert from 'node:assert/strict'
import { type ErrorCode, PosternError } from '#lib/core/errors.ts'

/** Makes sure that something is refused with this code, and, where it matters, with this sentence. */
export async function assertRefused(promise: Promise<unknown>, code: ErrorCode, sentence = /./): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof PosternError, String(error))
    assert.equal(error.code, code, error.message)
    assert.match(error.message, sentence)
    return true
  })
}
