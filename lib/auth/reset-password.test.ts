import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { clock } from '#lib/core/clock.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { startMailServer, type TestMailServer } from '#lib/testing/mail-server.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { linkInMail, textOfMail } from '#lib/testing/text-of-mail.ts'
import { createSession } from './create-session.ts'
import { findSession } from './find-session.ts'
import { hashPassword } from './hash-password.ts'
import { passwordsPerLink } from './link-throttle.ts'
import { mailedResetMs, newResetLink } from './reset-link.ts'
import { resetPassword } from './reset-password.ts'
import { requestReset, resetsPerAccount, resetsPerAddress } from './reset-request.ts'
import { verifyPassword } from './verify-password.ts'

const old = 'an-old-password-of-somebody'
const fresh = 'wholly different words 41'
let tenant: Tenant
let mails: TestMailServer
before(async () => {
  mails = await startMailServer({ tls: 'none' })
  process.env.SMTP_URL = `smtp://127.0.0.1:${mails.port}`
  process.env.MAIL_FROM = 'Postern <postern@acme.example>'
  tenant = await makeTenant()
  const passwordHash = await hashPassword(old)
  for (const role of ['owner', 'editor', 'org_admin', 'stranger'] as const) {
    await db().person.update({ where: { id: tenant.people[role].personId }, data: { passwordHash } })
  }
})
after(async () => {
  await mails.stop()
  await disconnect()
})

const newOrigin = () => ({ address: `198.18.${randomBytes(1)[0]}.${randomBytes(1)[0]}`, program: 'node test' })
const emailOf = (role: TestRole) => tenant.people[role].email
const ask = async (email: string, origin = newOrigin()) => (await requestReset({ email }, origin))()
const mailsTo = async (email: string) => (await mails.mails()).filter(({ to }) => to.includes(email))
const linksOf = (role: TestRole) => db().passwordReset.findMany({ where: { personId: tenant.people[role].personId } })
const tokenOf = (link: string) => new URL(link).hash.slice(1)

async function linkFor(role: TestRole): Promise<string> {
  return tokenOf(await newResetLink(db(), tenant.people[role].personId, mailedResetMs))
}

/** What a refused reset must leave as it is. */
async function stateOf(role: TestRole) {
  const { personId } = tenant.people[role]
  return Promise.all([
    db().person.findUnique({ where: { id: personId } }),
    db().session.findMany({ where: { personId }, orderBy: { id: 'asc' } }),
    db().changeLogEntry.count({ where: { subjectId: personId } }),
  ])
}

async function refused(role: TestRole, token: string, password: string, code: string): Promise<void> {
  const before = await stateOf(role)
  await assert.rejects(resetPassword({ token, password }, newOrigin()), { code })
  assert.deepEqual(await stateOf(role), before)
}

describe('a link to a new password', () => {
  test('is mailed to the account’s own address, with the token in the fragment, and stored as a hash', async () => {
    await ask(emailOf('editor'))
    const [mail, ...more] = await mailsTo(emailOf('editor'))
    assert.equal(more.length, 0)
    const link = new URL(linkInMail(mail?.raw ?? ''))
    assert.equal(`${link.origin}${link.pathname}${link.search}`, 'http://localhost:3000/reset')
    assert.match(tokenOf(link.href), /^[\w-]{43}$/)
    assert.match(textOfMail(mail?.raw ?? ''), /once, for 30 minutes/)
    const rows = JSON.stringify(await linksOf('editor'))
    assert.ok(!rows.includes(tokenOf(link.href)))
  })

  test('is answered for in the same way whoever has the account, and mailed to nobody without one', async () => {
    const nobody = `nobody.${randomBytes(6).toString('hex')}@acme.example`
    const { personId } = tenant.people.stranger
    await db().person.update({ where: { id: personId }, data: { suspendedAt: new Date() } })
    const without = emailOf('domain_admin')
    for (const email of [nobody, emailOf('stranger'), without]) {
      const rest = await requestReset({ email }, newOrigin())
      assert.equal(typeof rest, 'function')
      assert.equal(await rest(), undefined)
      assert.deepEqual(await mailsTo(email), [], email)
    }
    assert.deepEqual([...(await linksOf('stranger')), ...(await linksOf('domain_admin'))], [])
    await db().person.update({ where: { id: personId }, data: { suspendedAt: null } })
  })

  test('is mailed so often to one account, whoever asks, and the answer does not say so', async () => {
    const email = emailOf('owner')
    for (let i = 0; i < resetsPerAccount + 2; i++) await ask(email)
    assert.equal((await mailsTo(email)).length, resetsPerAccount)
    assert.equal((await linksOf('owner')).length, resetsPerAccount)
  })

  test('is asked for so often from one address', async () => {
    const origin = newOrigin()
    const email = () => `${randomBytes(6).toString('hex')}@acme.example`
    for (let i = 0; i < resetsPerAddress; i++) await ask(email(), origin)
    const before = (await linksOf('org_admin')).length
    await assert.rejects(ask(emailOf('org_admin'), origin), { code: 'rate_limited' })
    assert.equal((await linksOf('org_admin')).length, before)
  })

  test('that cannot be mailed fails nothing', async () => {
    await mails.refuse(true)
    await ask(emailOf('org_admin'))
    await mails.refuse(false)
    assert.deepEqual(await mailsTo(emailOf('org_admin')), [])
  })
})

describe('a password is set by its link', () => {
  test('once: all sessions and other links end, the second factor stays, and the log says so', async () => {
    const { personId: id, email, name } = tenant.people.editor
    await db().person.update({ where: { id }, data: { sealedTotp: new Uint8Array([1]), totpStep: 5n } })
    await db().recoveryCode.create({ data: { personId: id, hash: new Uint8Array(32) } })
    const sessionId = await createSession({ id, email, name }, ['password'], newOrigin())
    const [token, other] = [await linkFor('editor'), await linkFor('editor')]
    assert.deepEqual(await resetPassword({ token, password: fresh }, newOrigin()), { email })

    const person = await db().person.findUniqueOrThrow({ where: { id }, include: { recoveryCodes: true } })
    assert.equal(await verifyPassword(person.passwordHash, fresh, 'known'), true)
    assert.ok(person.passwordChangedAt && Date.now() - person.passwordChangedAt.getTime() < 60_000)
    assert.deepEqual([person.sealedTotp?.length, person.totpStep, person.recoveryCodes.length], [1, 5n, 1])
    assert.equal(await findSession(sessionId), null)
    assert.equal(await db().session.count({ where: { personId: id, endedAt: null } }), 0)
    const entries = await db().changeLogEntry.findMany({ where: { subjectId: id, action: 'person.password_reset' } })
    assert.deepEqual(
      entries.map(({ actorId, outcome }) => [actorId, outcome]),
      [[id, 'done']],
    )
    await refused('editor', token, 'yet other words 4711', 'not_permitted')
    await refused('editor', other, 'yet other words 4711', 'not_permitted')
  })

  test('once, also when two use it at the same moment', async () => {
    const token = await linkFor('org_admin')
    const tries = ['first of some words 1', 'second of some words 2'].map((password) =>
      resetPassword({ token, password }, newOrigin()),
    )
    const outcomes = await Promise.allSettled(tries)
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })

  test('not when it is wrong, too late, or of somebody suspended, with nothing changed', async (context) => {
    await refused('owner', 'x', fresh, 'not_permitted')
    await refused('owner', randomBytes(32).toString('base64url'), fresh, 'not_permitted')
    const token = await linkFor('owner')
    await refused('owner', token.toUpperCase(), fresh, 'not_permitted')
    const { personId } = tenant.people.owner
    await db().person.update({ where: { id: personId }, data: { suspendedAt: new Date() } })
    await refused('owner', token, fresh, 'not_permitted')
    await db().person.update({ where: { id: personId }, data: { suspendedAt: null } })
    const now = Date.now()
    context.mock.method(clock, 'now', () => new Date(now + mailedResetMs + 1000))
    await refused('owner', token, fresh, 'not_permitted')
  })

  test('not to one that is easy to guess, and the link stays good', async () => {
    const token = await linkFor('owner')
    await refused('owner', token, 'password1234', 'invalid')
    await refused('owner', token, `${tenant.people.owner.name} Acme`, 'invalid')
    assert.ok(await resetPassword({ token, password: fresh }, newOrigin()))
  })
  test('so often from one link, whatever is right about it then', async () => {
    const token = await linkFor('owner')
    for (let i = 0; i < passwordsPerLink; i++) await refused('owner', token, 'password1234', 'invalid')
    await refused('owner', token, fresh, 'rate_limited')
  })
})
