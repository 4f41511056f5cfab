import assert from 'node:assert/strict'
import { PosternError } from '#lib/core/errors.ts'
import { assertWhereUsed } from './assert-where-used.ts'
import { randomFrom } from './fuzz-parser.ts'
import type { Tenant } from './make-tenant.ts'
import { operations } from './use-operations.ts'

/** How somebody loses against somebody else, or against a name that is taken, reserved or captured. */
const fair = ['stale_version', 'not_found', 'wrong_state', 'name_taken', 'invalid']

/**
 * Rounds of five operations at once in a tenant, after each of which "where used" is compared with a full
 * reading. Answers how many operations were done. Throws where the two differ, or one fails in any other way than fairly.
 */
export async function tryUses(tenant: Tenant, seed: number, rounds: number): Promise<number> {
  const random = randomFrom(seed)
  let done = 0
  for (let round = 0; round < rounds; round++) {
    const at = `seed ${seed}, round ${round}`
    const some = Array.from({ length: 5 }, () => operations[random(operations.length)] ?? assert.fail())
    const results = await Promise.allSettled(some.map((operation) => operation(tenant, random)))
    for (const result of results) {
      if (result.status === 'fulfilled') done += 1
      else if (!(result.reason instanceof PosternError && fair.includes(result.reason.code)))
        throw new Error(`${at}: ${result.reason}`, { cause: result.reason })
    }
    await assertWhereUsed(tenant, at)
  }
  return done
}
