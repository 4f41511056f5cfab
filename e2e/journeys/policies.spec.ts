import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { openCreate, submit } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { randomText } from '../leak-search/canary.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededPerson } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => expect(page.getByText('The settings are saved.').first()).toBeVisible()
const dialogOf = (page: Page) => page.getByRole('alertdialog')

/** As if a person had signed in by these factors, so many minutes ago. */
const signedInBy = ({ databaseUrl }: Stack, { email }: SeededPerson, factors: string[], minutesAgo = 0) =>
  runSql(
    databaseUrl,
    `UPDATE "Session" SET "factors" = $2, "createdAt" = now() - make_interval(mins => $3::int)
      WHERE "endedAt" IS NULL AND "personId" = (SELECT id FROM "Person" WHERE email = $1)`,
    [email, factors, minutesAgo],
  )

test('a second factor: nobody locks themself out; who has none is stopped with the next click, and nothing changes', async ({
  pageOf,
  guard,
  stack,
  tenants: [tenant],
}) => {
  guard.allow(/status of 403/)
  const member = await pageOf(tenant.people.domain_admin)
  await member.goto(`/${tenant.slug}/europe/settings/security`)
  const drawer = await openCreate(member)
  await drawer.getByLabel('Alias').fill('too_late')
  await typeSecret(member, drawer.getByLabel('Value', { exact: true }), randomText(24))

  const admin = await pageOf(tenant.people.owner)
  await admin.goto(`/${tenant.slug}/settings`)
  const required = admin.getByRole('switch', { name: 'Require a second factor' })
  await required.click()
  await expectUnchanged(stack.databaseUrl, async () => {
    await save(admin)
    await expect(dialogOf(admin)).toContainText('Require a second factor in Acme?')
    await expect(dialogOf(admin)).toContainText('2 members who are signed in without a second factor are stopped')
    await expect(dialogOf(admin)).toContainText('5 of 5 members have none set up yet.')
    await inspectPage(admin, 'the question about a second factor')
    await dialogOf(admin).getByRole('button', { name: 'Turn on and save' }).click()
    await expect(required).toHaveAccessibleDescription(/would be locked out/)
  })
  await signedInBy(stack, tenant.people.owner, ['password', 'totp'])
  await save(admin)
  await dialogOf(admin).getByRole('button', { name: 'Turn on and save' }).click()
  await saved(admin)

  await expectUnchanged(stack.databaseUrl, async () => {
    await submit(drawer)
    await expect(drawer.getByRole('alert')).toContainText('asks for a second factor')
    await expect(drawer.getByLabel('Alias')).toHaveValue('too_late')
  })
  await member.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(member).toHaveURL(/\/account\?required=second-factor/)
  await expect(member.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()

  await admin.goto(`/${tenant.slug}/activity?group=organization`)
  const entry = admin.getByRole('listitem').filter({ hasText: 'changed the policies of Acme' })
  await expect(entry).toContainText('Second factor required')
})

test('a shorter session ends those that are older with their next click', async ({
  pageOf,
  stack,
  guard,
  tenants: [tenant],
}) => {
  // What the open page asks for by itself, until it is left.
  guard.allow(/status of 401/)
  const member = await pageOf(tenant.people.editor)
  await member.goto(`/${tenant.slug}/europe/integrations`)
  await signedInBy(stack, tenant.people.editor, ['password'], 90)
  await member.reload()
  await expect(member.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible()

  const admin = await pageOf(tenant.people.org_admin)
  await admin.goto(`/${tenant.slug}/settings`)
  const hours = admin.getByLabel('Session lifetime in hours')
  const idle = admin.getByLabel('Idle time in minutes')
  await expectUnchanged(stack.databaseUrl, async () => {
    await hours.fill('721')
    await idle.fill('4')
    await save(admin)
    await expect(hours).toHaveAccessibleDescription('Enter a whole number from 1 to 720.')
    await expect(idle).toHaveAccessibleDescription(/Enter a whole number from 5 to/)
  })
  await idle.fill('60')
  await hours.fill('1')
  await save(admin)
  await expect(dialogOf(admin)).toContainText('1 member has to sign in again at the next click')
  await dialogOf(admin).getByRole('button', { name: 'Save and end them' }).click()
  await saved(admin)

  await member.getByRole('link', { name: 'Workflows', exact: true }).click()
  await expect(member).toHaveURL(/\/sign-in/)
})

test('single sign-on cannot be asked for where there is no provider, past the form either', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const admin = await pageOf(tenant.people.owner)
  await admin.goto(`/${tenant.slug}/settings`)
  await expect(admin.getByText('No identity provider is connected with this installation.')).toBeVisible()
  await expect(admin.getByRole('switch', { name: 'Sign-in by single sign-on only' })).toHaveCount(0)
  await inspectPage(admin, 'the page Settings')
  const client = await ConsoleClient.signedIn(stack, tenant.people.owner)
  const policies = {
    ...{ organization: tenant.slug, policyVersion: 1, versionsKept: 5, retentionDays: 30, timeZone: 'UTC' },
    ...{ editorsMayReveal: true, domainAdminsMayReveal: false, allowedDomainsRequired: false },
    ...{ hostApprovalRequired: true, onlyAllowlisted: false, secondFactorRequired: false, ssoRequired: false },
    ...{ sessionHours: 12, sessionIdleMinutes: 120, ssoJoinDomains: [] as string[], ssoJoinDomainId: null },
  }
  await expectUnchanged(stack.databaseUrl, async () => {
    for (const [over, field] of [
      [{ ssoRequired: true }, 'ssoRequired'],
      [{ ssoJoinDomains: ['acme.example'], ssoJoinDomainId: null }, 'ssoJoinDomains'],
      [{ secondFactorRequired: true }, 'secondFactorRequired'],
    ] as const) {
      const { result } = await client.action('changePoliciesAction', [{ ...policies, ...over }])
      expect(result?.error).toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } })
    }
  })
})

test('a change of policies asks who it is, if that was shown too long ago, and goes on by itself', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const admin = await pageOf(tenant.people.owner)
  await admin.goto(`/${tenant.slug}/settings`)
  await runSql(
    stack.databaseUrl,
    `UPDATE "Session" SET "freshAt" = now() - interval '16 minutes'
      WHERE "personId" = (SELECT id FROM "Person" WHERE email = $1)`,
    [tenant.people.owner.email],
  )
  await admin.getByLabel('Days to restore').fill('21')
  const dialog = admin.getByRole('dialog', { name: /Confirm that it is you/ })
  await expectUnchanged(stack.databaseUrl, async () => {
    await save(admin)
    await expect(dialog).toBeVisible()
  })
  await typeSecret(admin, dialog.getByLabel('Password', { exact: true }), tenant.people.owner.password)
  await admin.keyboard.press('Enter')
  await saved(admin)
  await admin.reload()
  await expect(admin.getByLabel('Days to restore')).toHaveValue('21')
})
