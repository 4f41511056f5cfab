import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PosternError } from '#lib/core/errors.ts'
import { disconnect } from '#lib/db/client.ts'
import { assertWhereUsed } from '#lib/testing/assert-where-used.ts'
import { randomFrom } from '#lib/testing/fuzz-parser.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { operations } from '#lib/testing/use-operations.ts'

after(disconnect)

/** How somebody loses against somebody else, or against a name that is taken, reserved or captured. */
const fair = ['stale_version', 'not_found', 'wrong_state', 'name_taken', 'invalid']

test('whatever people do at once, "where used" is what every stored text says', async () => {
  const seed = Number(process.env.POSTERN_TEST_SEED ?? 1)
  const rounds = Number(process.env.POSTERN_USE_ROUNDS ?? 40)
  const random = randomFrom(seed)
  const tenant = await makeTenant()
  let done = 0
  for (let round = 0; round < rounds; round++) {
    const some = Array.from({ length: 5 }, () => operations[random(operations.length)] ?? assert.fail())
    const results = await Promise.allSettled(some.map((operation) => operation(tenant, random)))
    for (const result of results) {
      if (result.status === 'fulfilled') done += 1
      else
        assert.ok(
          result.reason instanceof PosternError && fair.includes(result.reason.code),
          `seed ${seed}, round ${round}: ${result.reason}`,
        )
    }
    await assertWhereUsed(tenant, `seed ${seed}, round ${round}`)
  }
  assert.ok(done > rounds * 2, `Only ${done} operations were done.`)
})
