import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { after, before, test } from 'node:test'
import { presentToken } from '#lib/api/present-token.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { newTokenText } from '#lib/tokens/token-text.ts'
import { withArgon2Slot } from './argon2-slots.ts'
import { hashPassword } from './hash-password.ts'
import { signIn } from './sign-in.ts'
import { attemptsPerAccountAndAddress } from './sign-in-throttle.ts'
import { verifyPassword } from './verify-password.ts'

const password = `canary-${randomBytes(12).toString('hex')}`
let tenant: Tenant
let email: string

before(async () => {
  tenant = await makeTenant()
  email = tenant.people.owner.email
  const data = { passwordHash: await hashPassword(password), passwordChangedAt: new Date('2016-02-29') }
  await db().person.update({ where: { id: tenant.people.owner.personId }, data })
})
after(disconnect)

const from = (address: string) => ({ address, program: 'node test' })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof PosternError ? error.code : String(error)),
  )
const counted = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]))

test('a password of years ago is as good as on its first day', async () => {
  assert.equal(await codeOf(signIn({ email, password }, from('198.51.100.9'))), 'done')
})

test('200 wrong passwords and 200 wrong tokens from many addresses shut nobody out', async () => {
  const addresses = Array.from({ length: 200 }, (_, index) => `203.0.113.${index}`)
  const passwords = addresses.map((address) => codeOf(signIn({ email, password: 'not this one' }, from(address))))
  const tokens = addresses.map((address) =>
    codeOf(presentToken(new Headers({ Authorization: `Bearer ${newTokenText()}` }), address)),
  )
  // A browser that the owner has signed in with before does not wait behind the others.
  const known = codeOf(signIn({ email, password }, from('203.0.113.7'), 'a-device-of-the-owner'))
  assert.equal(await known, 'done')
  const elsewhere = async () => codeOf(signIn({ email, password }, from('198.51.100.77')))
  assert.match(await elsewhere(), /^(done|rate_limited)$/)
  assert.deepEqual(counted(await Promise.all(tokens)), { unauthenticated: 200 })
  const codes = counted(await Promise.all(passwords))
  assert.equal((codes.invalid ?? 0) + (codes.rate_limited ?? 0), 200)
  assert.equal(await elsewhere(), 'done')
})

/** All places to hash in are taken until `free()`. */
function holdSlots() {
  const slots = Math.max(2, Math.min(4, availableParallelism()))
  const { promise, resolve: free } = Promise.withResolvers<void>()
  const held = Array.from({ length: slots }, () => withArgon2Slot('anybody', () => promise))
  return { free, ended: () => Promise.all(held) }
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

test('an account that does not exist takes a place to hash in, like one that does', async () => {
  await verifyPassword(null, 'warm')
  const { free, ended } = holdSlots()
  const settled: string[] = []
  const hash = await db().person.findUniqueOrThrow({ where: { email }, select: { passwordHash: true } })
  const both = [
    verifyPassword(hash.passwordHash, 'wrong').then(() => settled.push('known')),
    verifyPassword(null, 'wrong').then(() => settled.push('unknown')),
  ]
  await turns()
  assert.equal(settled.length, 0)
  free()
  await Promise.all([...both, ended()])
  assert.deepEqual(settled.toSorted(), ['known', 'unknown'])
})

test('200 wait for a hash and no more, and a known browser goes before them', async () => {
  const { free, ended } = holdSlots()
  const order: string[] = []
  const waiting = Array.from({ length: 200 }, () => withArgon2Slot('anybody', async () => order.push('anybody')))
  await assert.rejects(
    withArgon2Slot('anybody', async () => order.push('late')),
    { code: 'rate_limited' },
  )
  const known = withArgon2Slot('known', async () => order.push('known'))
  await turns()
  assert.equal(order.length, 0)
  free()
  await Promise.all([...waiting, known, ended()])
  assert.equal(order[0], 'known')
  assert.equal(order.length, 201)
  assert.ok(!order.includes('late'))
})

test('who is turned away because too many wait has not used up an attempt', async () => {
  const { free, ended } = holdSlots()
  const waiting = Array.from({ length: 200 }, () => withArgon2Slot('anybody', async () => undefined))
  for (let i = 0; i < attemptsPerAccountAndAddress + 1; i++)
    assert.equal(await codeOf(signIn({ email, password }, from('198.51.100.42'))), 'rate_limited')
  free()
  await Promise.all([...waiting, ended()])
  assert.equal(await codeOf(signIn({ email, password }, from('198.51.100.42'))), 'done')
})
