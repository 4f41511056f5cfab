import assert from 'node:assert/strict'

import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { inBatches } from './usage-batches.ts'

/** A place to write to whose writes end when the test says so; what it cannot write is negative. */
function store() {
  const writes: number[][] = []
  const stored: number[] = []
  let gate: PromiseWithResolvers<void> | null = null
  const write = async (items: number[]) => {
    writes.push(items)
    await gate?.promise
    if (items.some((item) => item < 0)) throw new Error(`cannot write ${items.filter((item) => item < 0)}`)
    stored.push(...items)
  }
  const close = () => {
    gate = Promise.withResolvers()
  }
  const open = () => {
    gate?.resolve()
    gate = null
  }
  return { write, writes, stored, close, open }
}

describe('writes in batches', () => {
  test('a lone call is written at once, and each after the other alone', async () => {
    const { write, writes } = store()
    const add = inBatches(write, 8)
    await add(1)
    await add(2)
    assert.deepEqual(writes, [[1], [2]])
  })

  test('what comes while a write is under way goes together, in its order, and no batch is larger than said', async () => {
    const { write, writes, close, open } = store()
    const add = inBatches(write, 3)
    close()
    const all = [1, 2, 3, 4, 5, 6].map((item) => add(item))
    assert.deepEqual(writes, [[1]])
    open()
    await Promise.all(all)
    assert.deepEqual(writes, [[1], [2, 3, 4], [5, 6]])
  })

  test('no call resolves before its own item is written', async () => {
    const { write, stored, close, open } = store()
    const add = inBatches(write, 8)
    const settled: number[] = []
    close()
    const all = [1, 2, 3].map((item) => add(item).then(() => settled.push(item)))
    for (let i = 0; i < 5; i++) await turn()
    assert.deepEqual([settled, stored], [[], []])
    open()
    await Promise.all(all)
    assert.deepEqual(settled, [1, 2, 3])
  })

  test('what cannot be written fails alone, and the next batch is written as if nothing had been', async () => {
    const { write, stored } = store()
    const add = inBatches(write, 8)
    const results = await Promise.allSettled([1, 2, -3, 4, -5].map((item) => add(item)))
    assert.deepEqual(
      results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : 'written')),
      ['written', 'written', 'cannot write -3', 'written', 'cannot write -5'],
    )
    await add(6)
    assert.deepEqual(stored, [1, 2, 4, 6])
  })

  test('whatever comes when, each call settles as its own item does, and nothing is written twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ poisoned: fc.boolean(), turns: fc.nat(3) }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.scheduler(),
        async (calls, largest, scheduler) => {
          const stored: number[] = []
          const add = inBatches(async (items: number[]) => {
            assert.ok(items.length > 0 && items.length <= largest)
            await scheduler.schedule(Promise.resolve())
            if (items.some((item) => calls[item]?.poisoned)) throw new Error('poisoned')
            stored.push(...items)
          }, largest)
          const all = calls.map(async ({ turns }, item) => {
            for (let i = 0; i < turns; i++) await scheduler.schedule(Promise.resolve())
            await add(item)
            assert.ok(stored.includes(item))
          })
          const [results] = await Promise.all([Promise.allSettled(all), scheduler.waitFor(Promise.allSettled(all))])
          results.forEach(({ status }, item) => {
            assert.equal(status, calls[item]?.poisoned ? 'rejected' : 'fulfilled')
          })
          const wanted = calls.flatMap(({ poisoned }, item) => (poisoned ? [] : [item]))
          assert.deepEqual(
            stored.toSorted((a, b) => a - b),
            wanted,
          )
        },
      ),
    )
  })
})
