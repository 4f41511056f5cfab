import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withArgon2Slot } from './argon2-slots.ts'
import { hashPassword } from './hash-password.ts'
import { verifyPassword } from './verify-password.ts'

test('a hash of nobody that found no place in the queue is made again, and disturbs no account that exists', async () => {
  const mine = await hashPassword('several quite unrelated words')
  const { promise, resolve: free } = Promise.withResolvers<void>()
  const taken: Promise<void>[] = []
  const fill = async (): Promise<void> => {
    for (let isFull = false; !isFull; ) {
      const place = withArgon2Slot('known', () => promise)
      place.catch(() => {
        isFull = true
      })
      taken.push(place)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await fill()
  await assert.rejects(verifyPassword(null, 'anything', 'anybody'), { code: 'rate_limited' })
  const known = verifyPassword(mine, 'several quite unrelated words', 'anybody')
  free()
  await Promise.allSettled(taken)
  assert.equal(await known, true)
  assert.equal(await verifyPassword(null, 'anything', 'anybody'), false)
})
