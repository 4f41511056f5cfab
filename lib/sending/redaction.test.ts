import { describe, test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '#lib/testing/fuzz-parser.ts'
import { tryOtherText, tryRedaction } from '#lib/testing/try-redaction.ts'

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 })

describe('whatever the secret, its spelling, the pieces and the compression', () => {
  test('nothing of it can be read, and nothing beside it has changed', async () => {
    await fc.assert(
      fc.asyncProperty(seed, (seed) => tryRedaction(randomFrom(seed))),
      { numRuns: 2000, endOnFailure: true },
    )
  })

  test('text without it stays as it is, to the byte', () => {
    fc.assert(
      fc.property(seed, (seed) => tryOtherText(randomFrom(seed))),
      { numRuns: 2000, endOnFailure: true },
    )
  })
})
