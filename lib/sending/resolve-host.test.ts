import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from './address-guard.ts'
import { maxLookups } from './limits.ts'
import { NameResolver } from './resolve-host.ts'

const found = [{ address: '192.0.2.1', family: 4 }]

/** A resolver whose lookups of `slow…` end when they are told to; and which names it was asked for. */
function slowResolver(withinMs: number) {
  const asked: string[] = []
  const ends: (() => void)[] = []
  const resolver = new NameResolver((host) => {
    asked.push(host)
    if (!host.startsWith('slow')) return Promise.resolve(found)
    const { promise, resolve } = Promise.withResolvers<Address[]>()
    ends.push(() => resolve(found))
    return promise
  }, withinMs)
  return { resolver, asked, ends }
}

test('what one owner waits for holds up no other, and an owner has only so many lookups', async () => {
  const { resolver, asked, ends } = slowResolver(50)
  const stuck = Array.from({ length: maxLookups }, (_, index) => resolver.resolve('one', `slow${index}`))
  for (const each of stuck) await assert.rejects(each, { code: 'upstream_timeout' })
  // Given up, and still under way.
  await assert.rejects(resolver.resolve('one', 'quick.example.com'), { code: 'upstream_timeout' })
  assert.deepEqual(asked.length, maxLookups)
  assert.deepEqual(await resolver.resolve('other', 'quick.example.com'), found)

  for (const end of ends) end()
  assert.deepEqual(await resolver.resolve('one', 'quick.example.com'), found)
})

test('who waits for a place gets one as soon as it is free', async () => {
  const { resolver, ends } = slowResolver(10_000)
  const stuck = Array.from({ length: maxLookups }, (_, index) => resolver.resolve('one', `slow${index}`))
  const waiting = resolver.resolve('one', 'quick.example.com')
  ends[0]?.()
  assert.deepEqual(await waiting, found)
  for (const end of ends) end()
  await Promise.all(stuck)
})

test('equal names share a lookup, one that fails is a name without an address, and nothing is kept', async () => {
  const asked: string[] = []
  const resolver = new NameResolver(async (host) => {
    asked.push(host)
    if (host === 'none') throw new Error('ENOTFOUND')
    return found
  })
  await Promise.all([resolver.resolve('one', 'a'), resolver.resolve('one', 'a')])
  assert.deepEqual(asked, ['a'])
  await resolver.resolve('one', 'a')
  assert.deepEqual(asked, ['a', 'a'])
  assert.deepEqual(await resolver.resolve('one', 'none'), [])
})
