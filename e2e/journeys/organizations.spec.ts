import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { done } from '../http/store.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededTenant } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'

/** Makes a tenant's Editor an Org Admin of another organization, which is called Beta. */
async function joinBeta({ databaseUrl }: Stack, tenant: SeededTenant, beta: SeededTenant): Promise<void> {
  await runSql(databaseUrl, `UPDATE "Organization" SET "name" = 'Beta' WHERE "slug" = $1`, [beta.slug])
  await runSql(
    databaseUrl,
    `INSERT INTO "Membership" ("organizationId", "personId", "role")
     SELECT o."id", p."id", 'org_admin' FROM "Organization" o, "Person" p WHERE o."slug" = $1 AND p."email" = $2`,
    [beta.slug, tenant.people.editor.email],
  )
}

const links = (page: Page) => page.getByRole('navigation', { name: 'Organization' }).getByRole('link')

test('a person of two organizations moves between them, with another role in each', async ({
  pageOf,
  guard,
  stack,
  tenants: [tenant, beta],
}) => {
  guard.allow(/status of 404/)
  await joinBeta(stack, tenant, beta)
  const page = await pageOf(tenant.people.editor)
  await page.goto(`/${tenant.slug}`)
  await expect(links(page)).toHaveText([/Overview/, /Secrets/])
  await expect(page.getByRole('link', { name: 'Europe', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'America', exact: true })).toHaveCount(0)

  await page.getByRole('button', { name: /^Organization Acme.*switch$/ }).click()
  await page.getByRole('menuitem', { name: 'Beta' }).click()
  await expect(page).toHaveURL(new RegExp(`/${beta.slug}$`))
  await expect(page.getByRole('button', { name: /^Organization Beta.*switch$/ })).toBeVisible()
  await expect(links(page)).toHaveText([/Overview/, /Secrets/, /Health/, /Activity/, /Members/, /Domains/, /Settings/])
  for (const name of ['Europe', 'America']) await expect(page.getByRole('link', { name, exact: true })).toBeVisible()

  // What is one organization's is not the other's, whatever the role there.
  await page.goto(`/${tenant.slug}/domains`)
  await expect(page.getByText('This page does not exist')).toBeVisible()
  await page.goto(`/${tenant.slug}/europe/secrets/${beta.secretId}`)
  await expect(page.getByText('This page does not exist')).toBeVisible()
})

test('one who is suspended in an organization still has the other, and does not see the first any more', async ({
  pageOf,
  guard,
  stack,
  tenants: [tenant, beta],
}) => {
  guard.allow(/status of 404/)
  await joinBeta(stack, tenant, beta)
  const page = await pageOf(tenant.people.editor)
  await runSql(
    stack.databaseUrl,
    `UPDATE "Membership" SET "suspendedAt" = now() WHERE "personId" = (SELECT id FROM "Person" WHERE email = $1)
        AND "organizationId" = (SELECT id FROM "Organization" WHERE slug = $2)`,
    [tenant.people.editor.email, tenant.slug],
  )
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(page.getByText('This page does not exist')).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(new RegExp(`^[^?]*/${beta.slug}/`))
  await expect(page.getByRole('button', { name: /Organization .*switch/ })).toHaveCount(0)
})

test('another domain opens at the section that one is in', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.owner)
  const change = async (from: string, to: string) => {
    await page.getByRole('button', { name: `Domain ${from}, switch` }).click()
    await page.getByRole('menuitem', { name: to, exact: true }).click()
  }
  await page.goto(`/${tenant.slug}/europe/integrations/${tenant.integrationId}`)
  await change('Europe', 'America')
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/america/integrations$`))
  await expect(page.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible()
  await page.goto(`/${tenant.slug}/america/workflows/variables`)
  await change('America', 'Europe')
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/europe/workflows/variables$`))
  await page.goto(`/${tenant.slug}/europe/secrets/${tenant.secretId}`)
  await change('Europe', 'America')
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/america/settings/security$`))
  await page.getByRole('button', { name: 'Domain America, switch' }).click()
  await page.getByRole('menuitem', { name: 'All domains' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Domains' })).toBeVisible()
})

test('many domains are searched, by keyboard alone, and on a phone', async ({ pageOf, stack, tenants: [tenant] }) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  for (let nth = 1; nth <= 8; nth++)
    await done(owner, 'createDomainAction', { organization: tenant.slug, name: `Brand ${nth}`, slug: `brand-${nth}` })
  const page = await pageOf(tenant.people.owner)
  await page.goto(`/${tenant.slug}/europe/allowlist`)
  await page.getByRole('button', { name: 'Domain Europe, switch' }).press('Enter')
  const search = page.getByRole('searchbox', { name: 'Search domains' })
  await expect(search).toBeFocused()
  await expect(
    page.getByRole('dialog', { name: 'Search domains' }).getByRole('link', { name: 'Europe' }),
  ).toHaveAttribute('aria-current', 'true')
  await inspectPage(page, 'the search of domains', { sizes: [{ width: 1440, height: 900 }] })
  await search.fill('nothing like it')
  await expect(page.getByText('None is called so.')).toBeVisible()
  await search.fill('brand')
  await expect(page.getByText('8 found')).toBeAttached()
  await search.fill('BRAND 7')
  await search.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/brand-7/allowlist$`))

  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Domain Brand 7, switch' }).click()
  await search.fill('europe')
  await search.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}/europe/allowlist$`))
})
