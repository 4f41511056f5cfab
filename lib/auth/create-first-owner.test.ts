import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mock, test } from 'node:test'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { withEmptyDatabase } from '#lib/testing/with-empty-database.ts'
import { createFirstOwner } from './create-first-owner.ts'
import { rootKeyBackup } from './root-key-backup.ts'
import { newSetupLink } from './setup-link.ts'
import { signIn } from './sign-in.ts'

const input = {
  name: 'Ines Okafor',
  email: 'ines.okafor@acme.example',
  password: 'vivid-lantern-orbit-42',
  organization: 'Acme',
  domain: 'Europe',
}
const origin = { address: '192.0.2.7', program: 'node test' }
const withToken = (token: string) => createFirstOwner(input, { kind: 'setup_token', token }, origin)
const refusedToken = { code: 'not_permitted', message: /wrong or has expired.*npm run up/s }

/** Runs `work` on an installation that was just made, with a root key of its own and nobody in it. */
async function withNewInstallation(work: () => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
  const before = process.env.DATABASE_URL
  try {
    await withEmptyDatabase(async (databaseUrl) => {
      process.env.DATABASE_URL = databaseUrl
      await migrate(databaseUrl)
      await prepareInstallation({ kind: 'file', path: path.join(folder, 'root.key') })
      try {
        await work()
      } finally {
        mock.restoreAll()
        await disconnect()
        process.env.DATABASE_URL = before
      }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function newToken(): Promise<string> {
  const link = new URL((await newSetupLink()) ?? assert.fail('There is an owner.'))
  assert.equal(link.pathname, '/setup')
  assert.equal(link.search, '')
  return link.hash.slice(1)
}

const allRows = async () => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
  const rows = await Promise.all(
    // A table’s name cannot be a parameter; it comes from the catalogue.
    tables.map(({ name }) => db().$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`)),
  )
  return rows.flat().map(({ row }) => row)
}
const countOf = async () => [
  await db().person.count(),
  await db().organization.count(),
  await db().membership.count(),
  await db().domain.count(),
  await db().organizationKey.count(),
  await db().changeLogEntry.count(),
]

test('the setup link makes the first owner, with everything that belongs to it, once', () =>
  withNewInstallation(async () => {
    const token = await newToken()
    const owner = await withToken(token)
    assert.equal(owner.organizationSlug, 'acme')

    const membership = await db().membership.findFirstOrThrow({
      include: { organization: { include: { domains: true } } },
    })
    assert.equal(membership.personId, owner.id)
    assert.equal(membership.role, 'owner')
    assert.deepEqual(
      membership.organization.domains.map(({ slug, name }) => [slug, name]),
      [['europe', 'Europe']],
    )
    const verdict = await verifyLog(membership.organizationId)
    assert.equal(verdict.whole && verdict.entries, 1n)
    assert.ok(await signIn({ email: input.email, password: input.password }, origin))
    assert.match((await rootKeyBackup(owner.id))?.fingerprint ?? '', /^[0-9a-f]{4}( [0-9a-f]{4}){3}$/)

    await assert.rejects(withToken(token), { code: 'not_found' })
    assert.equal(await newSetupLink(), null)
    await assert.rejects(createFirstOwner(input, { kind: 'operator' }, origin), { code: 'not_found' })
  }))

test('neither token nor password stands in a row, before and after', () =>
  withNewInstallation(async () => {
    const token = await newToken()
    const hex = Buffer.from(token).toString('hex')
    const raw = Buffer.from(token, 'base64url').toString('hex')
    const isClean = async () => {
      for (const row of await allRows()) {
        for (const canary of [token, hex, raw, input.password]) assert.ok(!row.includes(canary))
      }
    }
    await isClean()
    await withToken(token)
    await isClean()
    assert.deepEqual(await db().installation.findFirst({ select: { setupTokenHash: true, setupTokenExpires: true } }), {
      setupTokenHash: null,
      setupTokenExpires: null,
    })
  }))

test('a wrong, an older and an expired token are refused alike, and nothing is made', () =>
  withNewInstallation(async () => {
    await assert.rejects(withToken('x'.repeat(43)), refusedToken)
    const older = await newToken()
    const token = await newToken()
    await assert.rejects(withToken(older), refusedToken)
    await assert.rejects(withToken(`${token}x`), refusedToken)
    await assert.rejects(withToken(''), refusedToken)

    mock.method(clock, 'now', () => new Date(Date.now() + 60 * 60 * 1000 + 1000))
    await assert.rejects(withToken(token), refusedToken)
    mock.restoreAll()
    assert.deepEqual(await countOf(), [0, 0, 0, 0, 0, 0])
    assert.ok(await withToken(token), 'Refused attempts do not use the token up.')
  }))

test('a password that is easy to guess is refused at its field, and the token still holds', () =>
  withNewInstallation(async () => {
    const token = await newToken()
    const proof = { kind: 'setup_token', token } as const
    const error = await createFirstOwner({ ...input, password: 'Acme-Europe-2026' }, proof, origin).then(
      () => assert.fail('It was taken.'),
      (error: unknown) => error,
    )
    assert.ok(error instanceof PosternError)
    assert.equal(error.code, 'invalid')
    assert.ok(error.fields.password)
    assert.ok(!JSON.stringify([error.message, error.fields, error.stack]).includes('Acme-Europe-2026'))
    assert.deepEqual(await countOf(), [0, 0, 0, 0, 0, 0])
    assert.ok(await withToken(token))
  }))

test('of several who set up at the same moment, one becomes the owner', () =>
  withNewInstallation(async () => {
    const token = await newToken()
    const attempts = Array.from({ length: 4 }, (_, i) =>
      createFirstOwner(
        { ...input, email: `owner${i}@acme.example`, organization: `Acme ${i}` },
        i === 3 ? { kind: 'operator' } : { kind: 'setup_token', token },
        origin,
      ),
    )
    const outcomes = await Promise.allSettled(attempts)
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    for (const outcome of outcomes) {
      // Which of the two depends on whether the owner or the used link was there first.
      if (outcome.status === 'rejected')
        assert.match((outcome.reason as PosternError).code, /^(not_found|not_permitted)$/)
    }
    const [people, organizations, memberships, domains, , entries] = await countOf()
    assert.deepEqual([people, organizations, memberships, domains, entries], [1, 1, 1, 1, 1])
  }))
