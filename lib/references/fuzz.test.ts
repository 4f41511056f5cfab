import { test } from 'node:test'
import { fuzzParser, randomFrom } from '#lib/testing/fuzz-parser.ts'

test('whatever is saved is read: either references, or errors with their positions', () => {
  const seed = Number(process.env.POSTERN_TEST_SEED ?? 1)
  const random = randomFrom(seed)
  for (let round = 0; round < 5000; round += 1) fuzzParser(random)
})
