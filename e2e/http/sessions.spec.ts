import { expect, test } from '../browser/test.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'
import { address, isApi, placeOf } from './address-of.ts'
import { ConsoleClient } from './console-client.ts'
import { actions, addresses, leadOn } from './expectations.ts'
import { freshActions, freshAddresses, personPages } from './person-expectations.ts'

// Every entry that there is, for an Owner whose role holds everything and whose session does not: a stale one, one that
// was opened otherwise than the organization asks, one that has ended, and that of somebody who was suspended.

const codeOf = async (client: ConsoleClient, name: string, tenant: SeededTenant) => {
  const { domain } = actions[name] ?? {}
  const place = { organization: tenant.slug, ...(domain && { domain: 'europe' }) }
  const { result } = await client.action(name, [place])
  return result?.ok ? 'done' : (result?.error?.code ?? 'not reached')
}

/** What each action answers to its place alone: whoever passes every check hears that the rest is missing. */
async function codesOfActions(
  client: ConsoleClient,
  tenant: SeededTenant,
  names = tried,
): Promise<Record<string, string>> {
  const codes: Record<string, string> = {}
  for (const name of names) codes[name] = await codeOf(client, name, tenant)
  return codes
}

/** What each address answers: the code of an API's refusal, where a page leads, else the status. */
async function answersOf(client: ConsoleClient, tenant: SeededTenant): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  for (const pattern of Object.keys(addresses)) {
    const { status, text, headers } = await client.get(address(pattern, placeOf(tenant)))
    const isProblem = String(headers['content-type']).startsWith('application/problem+json')
    answers[pattern] = isProblem
      ? (JSON.parse(text) as { code: string }).code
      : (headers.location?.replace(/&?next=.*/, '') ?? String(status))
  }
  return answers
}

const all = (names: string[], answer: (name: string) => string) =>
  Object.fromEntries(names.map((name) => [name, answer(name)]))
/** Their place is all that these take: whoever may do them has done them. */
const takesPlaceAlone = ['leaveOrganizationAction', 'verifyLogAction']
const tried = Object.keys(actions).filter((each) => each !== 'leaveOrganizationAction')
const patterns = Object.keys(addresses)

const setOrganization = ({ databaseUrl }: Stack, { slug }: SeededTenant, column: string, value: unknown) =>
  runSql(databaseUrl, `UPDATE "Organization" SET "${column}" = $2 WHERE "slug" = $1`, [slug, value])

test('a session that is not fresh is asked for a proof where one is needed, and nowhere else', async ({
  stack,
  tenants: [tenant],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await runSql(
    stack.databaseUrl,
    `UPDATE "Session" SET "freshAt" = now() - interval '16 minutes'
      WHERE "endedAt" IS NULL AND "personId" = (SELECT id FROM "Person" WHERE email = $1)`,
    [tenant.people.owner.email],
  )
  await expectUnchanged(stack.databaseUrl, async () => {
    const unfinished = Object.keys(actions).filter((each) => !takesPlaceAlone.includes(each))
    const codes = Object.entries(await codesOfActions(owner, tenant, unfinished))
    const asked = codes.filter(([, code]) => code === 'fresh_sign_in_required').map(([name]) => name)
    expect(asked.sort()).toEqual(freshActions.filter((name) => name in actions).sort())
    const answers = Object.entries(await answersOf(owner, tenant))
    const askedThere = answers.filter(([, answer]) => answer === 'fresh_sign_in_required').map(([pattern]) => pattern)
    expect(askedThere.sort()).toEqual(freshAddresses.toSorted())
    expect(answers.filter(([, answer]) => !/^(200|fresh_sign_in_required)$/.test(answer))).toEqual([])
  })
})

test('a session that was opened otherwise than the organization asks reaches nothing of it', async ({
  stack,
  tenants: [tenant, other],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const foreign = await ConsoleClient.signedIn(stack, other.people.owner)
  for (const [column, code, required] of [
    ['secondFactorRequired', 'second_factor_required', 'second-factor'],
    ['ssoRequired', 'sso_required', 'sso'],
  ] as const) {
    await setOrganization(stack, tenant, column, true)
    await expectUnchanged(stack.databaseUrl, async () => {
      expect(await codesOfActions(owner, tenant)).toEqual(all(tried, () => code))
      expect(await answersOf(owner, tenant)).toEqual(
        all(patterns, (pattern) => (isApi(pattern) ? code : `/account?required=${required}`)),
      )
      for (const pattern of leadOn)
        expect((await owner.get(address(pattern, placeOf(tenant)))).headers.location, pattern).toContain('/account?')
      // What it asks is nobody's business who is not in it.
      expect(await codesOfActions(foreign, tenant)).toEqual(all(tried, () => 'not_found'))
    })
    await setOrganization(stack, tenant, column, false)
  }
  expect(await codeOf(owner, 'createSecretAction', tenant)).toBe('invalid')
})

test('a session that has ended, and the Owner who was suspended, reach nothing', async ({
  stack,
  tenants: [tenant, other],
}) => {
  const signedOut = (pattern: string) => (isApi(pattern) ? 'unauthenticated' : '/sign-in?')
  const notThere = (pattern: string) => (isApi(pattern) ? 'not_found' : '404')
  const ended = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await ended.action('signOutAction', [])
  const suspended = await ConsoleClient.signedIn(stack, other.people.owner)
  const of = `"personId" = (SELECT id FROM "Person" WHERE email = $1)`
  await runSql(stack.databaseUrl, `UPDATE "Membership" SET "suspendedAt" = now() WHERE ${of}`, [
    other.people.owner.email,
  ])
  await expectUnchanged(stack.databaseUrl, async () => {
    expect(await codesOfActions(ended, tenant)).toEqual(all(tried, () => 'unauthenticated'))
    expect(await answersOf(ended, tenant)).toEqual(all(patterns, signedOut))
    expect(await codesOfActions(suspended, other)).toEqual(all(tried, () => 'not_found'))
    expect(await answersOf(suspended, other)).toEqual(all(patterns, notThere))
  })
  await runSql(stack.databaseUrl, `UPDATE "Membership" SET "suspendedAt" = NULL WHERE ${of}`, [
    other.people.owner.email,
  ])
  expect(await codeOf(suspended, 'createSecretAction', other)).toBe('invalid')
  await runSql(stack.databaseUrl, 'UPDATE "Person" SET "suspendedAt" = now() WHERE email = $1', [
    other.people.owner.email,
  ])
  expect(await codesOfActions(suspended, other)).toEqual(all(tried, () => 'unauthenticated'))
})

test('every page of whoever is signed in has a way to sign out', async ({ stack, tenants: [tenant] }) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  for (const pattern of patterns.filter((each) => !isApi(each))) {
    const { text } = await owner.get(address(pattern, placeOf(tenant)))
    expect(text.includes(`: account of ${tenant.people.owner.name}`), pattern).toBe(true)
  }
  for (const page of personPages) expect((await owner.get(page)).text, page).toContain('Sign out')
})
