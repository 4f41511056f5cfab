import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { flushRefusals } from '#lib/changelog/record-refusal.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { findSession } from './find-session.ts'
import { hashPassword } from './hash-password.ts'
import { type SignInInput, signInInput } from './schema.ts'
import { signIn } from './sign-in.ts'
import {
  attemptsPerAccountAndAddress,
  attemptsPerAddress,
  attemptsPerDevice,
  countAttempt,
  countedRight,
} from './sign-in-throttle.ts'

const password = `canary-${randomBytes(12).toString('hex')}`
let tenant: Tenant

before(async () => {
  tenant = await makeTenant()
  const passwordHash = await hashPassword(password)
  for (const role of ['owner', 'editor', 'stranger'] as const) {
    await db().person.update({ where: { id: tenant.people[role].personId }, data: { passwordHash } })
  }
})
after(disconnect)

const emailOf = (role: TestRole) => tenant.people[role].email
/** An address that no other test has used: documentation and benchmarking networks, at random. */
const newAddress = () => `198.18.${randomBytes(1)[0]}.${randomBytes(1)[0]}`
/** Signs in somebody who has no second factor. */
async function signedIn(input: SignInInput, address: string) {
  const outcome = await signIn(input, from(address))
  assert.ok('sessionId' in outcome)
  return outcome
}
const from = (address: string) => ({ address, program: 'node test' })
const entriesOf = (personId: string) =>
  db().changeLogEntry.findMany({ where: { organizationId: tenant.organization.id, subjectId: personId } })

/** What a refused sign-in says, all of it. */
async function refusal(email: string, typed: string, address: string) {
  const error = await signIn({ email, password: typed }, from(address)).then(
    () => assert.fail('It signed in.'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof PosternError)
  return { code: error.code, message: error.message, fields: error.fields }
}

describe('signing in', () => {
  test('opens a session with the right password, and says so in the log', async () => {
    const address = newAddress()
    const { sessionId } = await signedIn({ email: emailOf('editor'), password }, address)
    const { proof, ...person } = (await findSession(sessionId)) ?? {}
    assert.deepEqual(proof?.factors, ['password'])
    assert.deepEqual(person, {
      sessionId,
      personId: tenant.people.editor.personId,
      email: emailOf('editor'),
      name: 'Tom Abara',
    })
    const entry = (await entriesOf(tenant.people.editor.personId)).find(({ action }) => action === 'person.signed_in')
    assert.equal(entry?.outcome, 'done')
    assert.equal(entry?.actorId, tenant.people.editor.personId)
    assert.equal(entry?.address, address)
    assert.deepEqual(entry?.details, { factors: ['password'] })
  })

  test('opens a new session each time, also for who belongs to no organization', async () => {
    const input = { email: emailOf('stranger'), password }
    const [one, two] = [await signedIn(input, newAddress()), await signedIn(input, newAddress())]
    assert.notEqual(one.sessionId, two.sessionId)
  })

  test('does not mind the case of an address, or spaces around it', async () => {
    const input = signInInput.parse({ email: `  ${emailOf('editor').toUpperCase()} `, password })
    assert.ok(await signIn(input, from(newAddress())))
  })

  test('says the same of a wrong password, an unknown account, one without a password and a suspended person', async () => {
    const address = newAddress()
    await db().person.update({ where: { email: emailOf('stranger') }, data: { suspendedAt: new Date() } })
    const refusals = [
      await refusal(emailOf('owner'), `${password}x`, address),
      await refusal(`nobody.${randomBytes(6).toString('hex')}@acme.example`, password, address),
      await refusal(emailOf('domain_admin'), password, address),
      await refusal(emailOf('stranger'), password, address),
    ]
    assert.equal(refusals[0]?.code, 'invalid')
    for (const other of refusals) assert.deepEqual(other, refusals[0])
    await db().person.update({ where: { email: emailOf('stranger') }, data: { suspendedAt: null } })
  })

  test('logs a refusal for the account that was tried, without naming it as who did it', async () => {
    const address = newAddress()
    await refusal(emailOf('org_admin'), 'not the password', address)
    await flushRefusals()
    const entries = await entriesOf(tenant.people.org_admin.personId)
    const [entry] = entries
    assert.equal(entries.length, 1)
    assert.deepEqual(
      [entry?.action, entry?.outcome, entry?.actorKind, entry?.actorId, entry?.address],
      ['person.sign_in_refused', 'refused', 'system', null, address],
    )
    assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  })

  test('leaves no password and no address of an account in any row', async () => {
    const address = newAddress()
    await refusal(emailOf('owner'), password.toUpperCase(), address)
    await flushRefusals()
    const tables = await db().$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
    for (const { name } of tables) {
      // A table’s name cannot be a parameter; it comes from the catalogue.
      const rows = await db().$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)
      const text = rows.map(({ row }) => row.toLowerCase()).join('\n')
      assert.ok(!text.includes(password), `A password stands in ${name}.`)
      if (name === 'Throttle') assert.ok(!text.includes('acme.example') && !text.includes(address))
    }
  })
})

describe('wrong passwords', () => {
  test('are throttled for an account and an address, and not for its owner elsewhere', async () => {
    const attacker = newAddress()
    for (let i = 0; i < attemptsPerAccountAndAddress; i++) await refusal(emailOf('owner'), `wrong ${i}`, attacker)
    const refused = await refusal(emailOf('owner'), password, attacker)
    assert.equal(refused.code, 'rate_limited')
    assert.match(refused.message, /Try again in 1[45] minutes/)
    assert.ok(await signIn({ email: emailOf('owner'), password }, from(newAddress())))
    assert.ok(await signIn({ email: emailOf('editor'), password }, from(attacker)), 'Another account is not affected.')
  })

  test('are throttled for an address, whichever accounts it tries, and not for others', async () => {
    const attacker = newAddress()
    for (let i = 0; i < attemptsPerAddress; i++) await countAttempt(`guess-${i}@acme.example`, attacker)
    assert.equal((await refusal(emailOf('editor'), password, attacker)).code, 'rate_limited')
    assert.ok(await signIn({ email: emailOf('editor'), password }, from(newAddress())))
  })

  test('are counted one by one, also when they come at once', async () => {
    const address = newAddress()
    const email = `${randomBytes(6).toString('hex')}@acme.example`
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => countAttempt(email, address)))
    const passed = outcomes.filter(({ status }) => status === 'fulfilled')
    assert.equal(passed.length, attemptsPerAccountAndAddress)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.equal((outcome.reason as PosternError).code, 'rate_limited')
    }
  })

  test('are forgotten for the account that then signs in, while the address gets back that one attempt alone', async () => {
    const address = newAddress()
    for (let i = 1; i < attemptsPerAccountAndAddress; i++) await countAttempt('one@acme.example', address)
    await countedRight(await countAttempt('one@acme.example', address))
    await countedRight(await countAttempt('one@acme.example', address))
    const left = attemptsPerAddress - attemptsPerAccountAndAddress + 1
    for (let i = 0; i < left; i++) await countAttempt(`spray-${i}@acme.example`, address)
    await assert.rejects(countAttempt('another@acme.example', address), { code: 'rate_limited' })
  })

  test('from a browser that its person has signed in with count for themselves: others lock nobody out of it', async () => {
    const email = emailOf('owner')
    const device = randomBytes(16).toString('hex')
    const address = newAddress()
    for (let i = 0; i < attemptsPerAccountAndAddress; i++) await countAttempt(email, address)
    await assert.rejects(countAttempt(email, address), { code: 'rate_limited' })
    assert.ok(await signIn({ email, password }, from(address), device))
    for (let i = 0; i < attemptsPerDevice; i++) await countAttempt(email, newAddress(), device)
    await assert.rejects(signIn({ email, password }, from(newAddress()), device), { code: 'rate_limited' })
    assert.ok(await signIn({ email, password }, from(newAddress())), 'Another browser is not affected.')
  })

  test('count for a whole IPv6 network, in which one machine has every address', async () => {
    const network = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`
    const email = `${randomBytes(6).toString('hex')}@acme.example`
    for (let i = 0; i < attemptsPerAccountAndAddress; i++) await countAttempt(email, `${network}::${i + 1}`)
    await assert.rejects(countAttempt(email, `${network}:ffff::9`), { code: 'rate_limited' })
  })
})
