import { randomUUID } from 'node:crypto'
import { expect, test } from '../browser/test.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededPerson } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { ConsoleClient } from './console-client.ts'
import { publicActions } from './expectations.ts'
import { confirmSteps, personActions, personPages, signInSteps } from './person-expectations.ts'

// What is a person's own, in no organization; and what is for whoever is not signed in.

const forged = 'postern-session=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.BBBB.CCCC'
const elsewhere = { Origin: 'https://evil.example' }

const call = async (client: ConsoleClient, name: string, input: unknown, headers = {}) => {
  const { result } = await client.action(name, input === undefined ? [] : [input], headers)
  return result ? (result.ok ? 'done' : result.error?.code) : 'not reached'
}

const ofPerson = (sql: string, { databaseUrl }: Stack, { email }: SeededPerson) => runSql(databaseUrl, sql, [email])
const isTheirs = `"personId" = (SELECT id FROM "Person" WHERE email = $1)`

test('an account is its own person’s: signed in, from our own page, lately', async ({ stack, tenants: [tenant] }) => {
  const editor = await ConsoleClient.signedIn(stack, tenant.people.editor)
  const ended = await ConsoleClient.signedIn(stack, tenant.people.editor)
  await ended.action('signOutAction', [])
  const stale = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const makeStale = `UPDATE "Session" SET "freshAt" = now() - interval '16 minutes' WHERE ${isTheirs}`
  await ofPerson(makeStale, stack, tenant.people.owner)
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [name, input] of Object.entries(personActions)) {
      const codes = {
        nobody: await call(new ConsoleClient(stack), name, input),
        'a forged cookie': await call(new ConsoleClient(stack, forged), name, input),
        'an ended session': await call(ended, name, input),
        'no Origin': await call(editor, name, input, { Origin: undefined }),
        'another Origin': await call(editor, name, input, elsewhere),
        'another Host': await call(editor, name, input, { Host: 'evil.example' }),
        'a stale session': await call(stale, name, input),
      }
      expect(codes, name).toEqual({
        nobody: 'unauthenticated',
        'a forged cookie': 'unauthenticated',
        'an ended session': 'unauthenticated',
        'no Origin': 'not_permitted',
        'another Origin': expect.stringMatching(/not reached|not_permitted/),
        'another Host': expect.stringMatching(/not reached|not_permitted/),
        'a stale session': 'fresh_sign_in_required',
      })
    }
    for (const page of personPages) {
      const { status, headers, text } = await new ConsoleClient(stack).get(page)
      expect([302, 303, 307, 200], page).toContain(status)
      expect(headers.location ?? text, page).toContain('/sign-in')
    }
  })
})

test('somebody else’s session and passkey do not exist', async ({ stack, tenants: [tenant] }) => {
  const editor = await ConsoleClient.signedIn(stack, tenant.people.editor)
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const [sessionId, passkeyId] = [randomUUID(), randomUUID()]
  await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  await ofPerson(
    `UPDATE "Session" SET id = '${sessionId}' WHERE "endedAt" IS NULL AND ${isTheirs}`,
    stack,
    tenant.people.domain_admin,
  )
  await ofPerson(
    `INSERT INTO "Passkey" (id, "personId", "credentialId", "publicKey", counter, transports, "isBackedUp", name)
     SELECT '${passkeyId}', id, decode(md5(email), 'hex'), '\\x00', 0, '{}', false, 'Laptop' FROM "Person" WHERE email = $1`,
    stack,
    tenant.people.domain_admin,
  )
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [who, client] of Object.entries({ editor, owner })) {
      expect(await call(client, 'endSessionAction', { id: sessionId }), who).toBe('not_found')
      expect(await call(client, 'renamePasskeyAction', { id: passkeyId, name: 'Mine' }), who).toBe('not_found')
      expect(await call(client, 'removePasskeyAction', { id: passkeyId }), who).toBe('not_found')
    }
  })
})

test('what is for whoever is not signed in is for our own pages alone, and knows no link that nobody made', async ({
  stack,
  tenants: [tenant],
}) => {
  const nobody = new ConsoleClient(stack)
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const { email, password } = tenant.people.editor
  const token = 'x'.repeat(43)
  const account = { name: 'Eve', password: 'correct horse battery staple 7' }
  const input = { token, email, ...account, organization: 'Evil', domain: 'main', code: '123456', method: 'totp' }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const name of publicActions) {
      for (const headers of [{ Origin: undefined }, elsewhere, { Origin: 'null' }, { Host: 'evil.example' }]) {
        for (const given of [{ ...input, password }, input, null])
          expect(await call(owner, name, given, headers), name).toMatch(/^(not reached|not_permitted)$/)
      }
      const shouldFail = !/^(signOut|passkeyOptions|beginSso|requestReset)/.test(name)
      if (shouldFail) expect(await call(nobody, name, input), name).not.toBe('done')
    }
  })
  expect(await call(owner, 'freshSignInAction', null), 'The session goes on.').toBe('done')
})

test('a step of a sign-in in place is taken from our own page, as JSON, and by nobody else', async ({
  stack,
  tenants: [tenant],
}) => {
  const nobody = new ConsoleClient(stack)
  const { email, password } = tenant.people.editor
  const json = { Origin: stack.origin, 'Content-Type': 'application/json' }
  const post = (step: string, body: unknown, headers = {}) =>
    nobody.post(`/api/sign-in/${step}`, JSON.stringify(body), { ...json, ...headers })
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const step of [...signInSteps, ...confirmSteps]) {
      const input = step === 'password' ? { email, password } : null
      for (const headers of [{ Origin: undefined }, elsewhere, { Origin: 'null' }, { Host: 'evil.example' }]) {
        const { text, headers: answered } = await post(step, input, headers)
        expect(JSON.parse(text), step).toMatchObject({ ok: false, error: { code: 'not_permitted' } })
        expect(answered['set-cookie'], step).toBeUndefined()
      }
      const form = await post(step, input, { 'Content-Type': 'text/plain' })
      expect(form.status, step).toBe(415)
      const large = await post(step, { email: 'x'.repeat(100_000) })
      expect(large.status, step).toBe(413)
    }
    for (const step of confirmSteps)
      expect(JSON.parse((await post(step, null)).text), step).toMatchObject({ error: { code: 'unauthenticated' } })
    expect((await post('nothing-of-the-kind', null)).status).toBe(404)
    expect((await post('constructor', null)).status).toBe(404)
  })
})
