import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { createSession } from '#lib/auth/create-session.ts'
import { findSession } from '#lib/auth/find-session.ts'
import { resetPassword } from '#lib/auth/reset-password.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { startMailServer } from '#lib/testing/mail-server.ts'
import { makeTenant, testOrigin } from '#lib/testing/make-tenant.ts'

const mails = await startMailServer({ tls: 'none' })
after(async () => {
  await mails.stop()
  await disconnect()
})

type Ended = { code: number; stdout: string; stderr: string }

/** In a process of its own, as an operator runs it. */
async function postern(args: string[], more: Record<string, string> = {}): Promise<Ended> {
  const { PATH, DATABASE_URL, POSTERN_HOME } = process.env
  return promisify(execFile)(process.execPath, ['cli/postern.ts', ...args], {
    env: { PATH, DATABASE_URL, POSTERN_HOME, ...more } as unknown as NodeJS.ProcessEnv,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  )
}

const tokenIn = (output: string) => /http:\/\/localhost:3000\/reset#([\w-]{43})\n/.exec(output)?.[1] ?? ''
const newEmail = () => `new.${randomBytes(6).toString('hex')}@acme.example`
const membersOf = (organizationId: string) =>
  db().membership.findMany({ where: { organizationId }, orderBy: { personId: 'asc' }, include: { domains: true } })
const logOf = (organizationId: string) =>
  db().changeLogEntry.findMany({ where: { organizationId }, orderBy: { sequence: 'asc' } })

describe('npm run postern -- users create', () => {
  test('makes a member, who sets a password by the printed link, once', async () => {
    const { organization } = await makeTenant()
    const email = newEmail()
    const args = ['users', 'create', '--email', email.toUpperCase(), '--name', 'Ada Novak']
    const ended = await postern([
      ...args,
      '--organization',
      organization.slug,
      '--role',
      'editor',
      '--domain',
      'europe',
    ])
    assert.deepEqual([ended.code, ended.stderr], [0, ''])
    assert.match(ended.stdout, /✔ Ada Novak is a member of Europe, Acme\./)
    const person = await db().person.findUniqueOrThrow({
      where: { email },
      include: { memberships: { include: { domains: true } } },
    })
    assert.deepEqual(
      person.memberships.map(({ role, domains }) => [role, domains.map((each) => [each.domainId, each.role])]),
      [['member', [[organization.europe.id, 'editor']]]],
    )
    const [entry] = await logOf(organization.id)
    assert.deepEqual(
      [entry?.action, entry?.actorKind, entry?.subjectId, entry?.domainId],
      ['member.joined', 'operator', person.id, organization.europe.id],
    )
    const token = tokenIn(ended.stdout)
    const password = 'several quite unrelated words'
    assert.deepEqual(await resetPassword({ token, password }, testOrigin), { email })
    await assert.rejects(resetPassword({ token, password }, testOrigin), { code: 'not_permitted' })
    assert.equal((await verifyLog(organization.id)).whole, true)
  })

  test('adds a person who has an account, without a link, and refuses whom it cannot add, with nothing changed', async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()]
    const { email, personId } = tenant.people.owner
    await db().person.update({ where: { id: personId }, data: { passwordHash: 'any' } })
    const to = (slug: string, ...rest: string[]) =>
      postern(['users', 'create', '--email', email, '--name', 'Ignored', '--organization', slug, ...rest])
    const added = await to(other.organization.slug, '--role', 'org-admin')
    assert.match(added.stdout, /✔ Ines Okafor is a member of Acme\.\nThey have an account already/)
    assert.equal(tokenIn(added.stdout), '')

    const before = await membersOf(other.organization.id)
    const entries = await logOf(other.organization.id)
    const refusals: [string[], RegExp][] = [
      [[other.organization.slug, '--role', 'owner'], /is a member of Acme already/],
      [['nobody', '--role', 'owner'], /There is no organization at this address/],
      [[other.organization.slug, '--role', 'editor'], /--role editor needs --domain/],
      [[other.organization.slug, '--role', 'owner', '--domain', 'europe'], /leave --domain out/],
      [[other.organization.slug, '--role', 'editor', '--domain', 'asia'], /has no such domain/],
      [[other.organization.slug, '--role', 'king'], /^Usage: npm run postern -- users create/],
      [[other.organization.slug], /^Usage: npm run postern -- users create/],
    ]
    for (const [[slug = '', ...rest], sentence] of refusals) {
      const ended = await to(slug, ...rest)
      assert.equal(ended.code, 1)
      assert.match(ended.stderr, sentence)
    }
    await db().organization.update({ where: { id: other.organization.id }, data: { name: 'Acme\u001b[2J\u202e' } })
    const cleaned = await to(other.organization.slug, '--role', 'owner')
    assert.match(cleaned.stderr, /a member of Acme�\[2J� already/)
    assert.deepEqual(await membersOf(other.organization.id), before)
    assert.deepEqual(await logOf(other.organization.id), entries)
  })
})

test('who signs in by a passkey or at an identity provider alone is given no password by a link', async () => {
  const { organization, people } = await makeTenant()
  const { personId } = people.owner
  const key = { publicKey: new Uint8Array(1), counter: 0, transports: [], isBackedUp: false, name: 'Key' }
  const passkey = { data: { ...key, personId, credentialId: randomBytes(16) } }
  const identity = { data: { issuer: 'https://sso.example', subject: personId, personId } }
  for (const connect of [() => db().passkey.create(passkey), () => db().federatedIdentity.create(identity)]) {
    await connect()
    const other = await makeTenant()
    const place = ['--organization', other.organization.slug, '--role', 'org-admin']
    const added = await postern(['users', 'create', '--email', people.owner.email, '--name', 'Ignored', ...place])
    assert.match(
      added.stdout,
      /✔ Ines Okafor is a member of Acme\.\nThey have an account already, and sign in as before/,
    )
    const named = ['--name', organization.slug, '--domain', 'Main', '--owner', people.owner.email]
    const made = await postern(['organizations', 'create', ...named])
    assert.match(made.stdout, /^✔ .* and Ines Okafor owns it\.\n$/)
    assert.equal(await db().passwordReset.count({ where: { personId } }), 0)
    await db().passkey.deleteMany({ where: { personId } })
  }
})

describe('npm run postern -- users reset', () => {
  async function withEverything() {
    const tenant = await makeTenant()
    const { personId: id, email, name } = tenant.people.editor
    await db().person.update({
      where: { id },
      data: { passwordHash: 'any', sealedTotp: new Uint8Array([1]), totpStep: 1n },
    })
    await db().recoveryCode.create({ data: { personId: id, hash: new Uint8Array(32) } })
    await db().passkey.create({
      data: {
        personId: id,
        credentialId: randomBytes(16),
        publicKey: new Uint8Array(1),
        counter: 0,
        transports: [],
        isBackedUp: false,
        name: 'Key',
      },
    })
    const sessionId = await createSession({ id, email, name }, ['password'], testOrigin)
    const left = async () => {
      const include = { recoveryCodes: true, passkeys: true } as const
      const person = await db().person.findUniqueOrThrow({ where: { id }, include })
      const { sealedTotp, recoveryCodes, passkeys, passwordHash } = person
      return [passwordHash !== null, sealedTotp !== null, recoveryCodes.length, passkeys.length]
    }
    return { tenant, id, email, sessionId, left }
  }

  test('takes the password away, ends the sessions, and leaves the second factor', async () => {
    const { tenant, id, email, sessionId, left } = await withEverything()
    const ended = await postern(['users', 'reset', email])
    assert.deepEqual([ended.code, ended.stderr], [0, ''])
    assert.match(ended.stdout, /✔ The password of Tom Abara no longer works, and all sessions have ended\./)
    assert.deepEqual(await left(), [false, true, 1, 1])
    assert.equal(await findSession(sessionId), null)
    const entry = (await logOf(tenant.organization.id)).find(({ action }) => action === 'person.reset')
    assert.deepEqual([entry?.actorKind, entry?.subjectId, entry?.details], ['operator', id, {}])
    assert.ok(
      await resetPassword({ token: tokenIn(ended.stdout), password: 'quite other unrelated words' }, testOrigin),
    )
    assert.deepEqual(await left(), [true, true, 1, 1])
  })

  test('takes a lost second factor away, tells the person by mail, and ends the link of before', async () => {
    const { tenant, email, left } = await withEverything()
    const first = await postern(['users', 'reset', email])
    const ended = await postern(['users', 'reset', '--second-factor', email], {
      SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
      MAIL_FROM: 'postern@acme.example',
    })
    assert.match(ended.stdout, /authenticator app, passkeys and recovery codes of Tom Abara no longer work, and all/)
    assert.deepEqual(await left(), [false, false, 0, 0])
    const entry = (await logOf(tenant.organization.id)).findLast(({ action }) => action === 'person.reset')
    assert.deepEqual(entry?.details, { note: 'with_second_factor' })
    const subjects = (await mails.mails()).map(({ raw, to }) => [to[0], /^Subject: (.*)\r$/m.exec(raw)?.[1]])
    assert.deepEqual(subjects, [
      [email, 'Your sign-in to Postern was reset'],
      [email, 'Your second factor for Postern was removed'],
    ])
    assert.ok((await mails.mails()).every(({ raw }) => !raw.includes(tokenIn(ended.stdout))))
    const password = 'quite other unrelated words'
    await assert.rejects(resetPassword({ token: tokenIn(first.stdout), password }, testOrigin), {
      code: 'not_permitted',
    })
    assert.ok(await resetPassword({ token: tokenIn(ended.stdout), password }, testOrigin))
  })

  test('takes single sign-on away if that is asked for, and not else', async () => {
    const { tenant, id, email } = await withEverything()
    await db().federatedIdentity.create({ data: { issuer: 'https://sso.example', subject: id, personId: id } })
    const connections = () => db().federatedIdentity.count({ where: { personId: id } })
    await postern(['users', 'reset', '--second-factor', email])
    assert.equal(await connections(), 1)
    const ended = await postern(['users', 'reset', '--single-sign-on', email])
    assert.match(ended.stdout, /No account of an identity provider is connected/)
    assert.equal(await connections(), 0)
    await postern(['users', 'reset', '--single-sign-on', '--second-factor', email])
    const resets = (await logOf(tenant.organization.id)).filter(({ action }) => action === 'person.reset')
    assert.deepEqual(
      resets.map(({ details }) => details),
      [{ note: 'with_second_factor' }, { note: 'with_single_sign_on' }, { note: 'with_every_way_in' }],
    )
    assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  })

  test('says of an unknown person that there is none, and how it is used', async () => {
    assert.match((await postern(['users', 'reset', newEmail()])).stderr, /There is no account with this address/)
    for (const wrong of [[], ['a@b.example', 'c@d.example'], ['--all']])
      assert.match((await postern(['users', 'reset', ...wrong])).stderr, /^Usage: npm run postern -- users reset/)
    assert.match((await postern(['users'])).stderr, /^Usage: npm run postern -- COMMAND[\s\S]*users reset EMAIL/)
  })
})

describe('npm run postern -- organizations create', () => {
  test('makes an organization that is whole, with an owner who is there or is made', async () => {
    const { people } = await makeTenant()
    const name = `Globex ${randomBytes(4).toString('hex')}`
    const create = (...rest: string[]) =>
      postern(['organizations', 'create', '--name', name, '--domain', 'Main', ...rest])
    const email = newEmail()
    const unknown = await create('--owner', email)
    assert.match(unknown.stderr, /There is no account with the address of --owner/)
    assert.equal(await db().organization.count({ where: { name } }), 0)

    const made = await create('--owner', email, '--owner-name', 'Ada Novak')
    assert.match(made.stdout, /✔ Globex \w+ is at \/globex-\w+, and Ada Novak owns it\./)
    assert.ok(tokenIn(made.stdout))
    const second = await create('--owner', people.owner.email)
    assert.equal(second.code, 0)
    const organizations = await db().organization.findMany({ where: { name }, orderBy: { createdAt: 'asc' } })
    const slug = organizations[0]?.slug
    assert.deepEqual(
      organizations.map((each) => each.slug),
      [slug, `${slug}-2`],
    )
    for (const { id } of organizations) {
      assert.deepEqual(
        (await membersOf(id)).map(({ role }) => role),
        ['owner'],
      )
      assert.equal((await verifyLog(id)).whole, true)
    }
    assert.match((await postern(['organizations', 'create'])).stderr, /^Usage: npm run postern -- organizations create/)
  })
})
