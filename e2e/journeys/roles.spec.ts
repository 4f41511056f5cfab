import type { Page } from '@playwright/test'
import { archive, askedDialog, openEdit, rowOf, submit } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { storeSecret } from '../http/store.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededTenant } from '../stack/seed.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

type Role = 'owner' | 'org_admin' | 'domain_admin' | 'editor'
const roles: Role[] = ['owner', 'org_admin', 'domain_admin', 'editor']
const isOrganizationAdmin = (role: Role) => role === 'owner' || role === 'org_admin'

/** Every button and menu item of the page's content: what somebody can press there. */
async function pressable(page: Page): Promise<string[]> {
  const buttons = page.getByRole('main').getByRole('button')
  return (
    await buttons.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') || each.textContent))
  ).map((name) => (name ?? '').trim())
}

const changing =
  /^(Add Secret|Create secret|Edit|Archive|Restore|Revoke|Rename|Delete|Select|More actions|Make current)\b/

test('the rail of each role has the pages that exist for it, and no other address answers', async ({
  pageOf,
  guard,
  tenants: [tenant],
}) => {
  guard.allow(/status of 404/)
  const pages: Record<Role, string[]> = {
    owner: ['Overview', 'Secrets', 'Health', 'Activity', 'Members', 'Domains', 'Settings'],
    org_admin: ['Overview', 'Secrets', 'Health', 'Activity', 'Members', 'Domains', 'Settings'],
    domain_admin: ['Overview', 'Secrets', 'Health', 'Activity', 'Members'],
    editor: ['Overview', 'Secrets'],
  }
  for (const role of roles) {
    const page = await pageOf(tenant.people[role])
    await page.goto(`/${tenant.slug}/secrets`)
    const links = page.getByRole('navigation', { name: 'Organization' }).getByRole('link')
    await expect(links, role).toHaveText(pages[role].map((name) => new RegExp(`^${name}`)))
    for (const name of ['Health', 'Activity', 'Members', 'Domains', 'Settings'].filter(
      (each) => !pages[role].includes(each),
    )) {
      await page.goto(`/${tenant.slug}/${name.toLowerCase()}`)
      await expect(page.getByText('This page does not exist'), `${name} for ${role}`).toBeVisible()
    }
  }
})

test('lists and details have what a role can do, and for who only looks the line that names whom to ask', async ({
  pageOf,
  tenants: [tenant],
}) => {
  for (const role of roles) {
    const page = await pageOf(tenant.people[role])
    const see = async (path: string, mayChange: boolean, what: string) => {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByText(/weather_fx|crm\.apiKey/).first()).toBeVisible()
      const names = await pressable(page)
      const may = names.filter((name) => changing.test(name))
      if (mayChange) expect(may.length, `${what} for ${role}`).toBeGreaterThan(1)
      else expect(may, `${what} for ${role}`).toEqual([])
      const line = page.getByText('Only admins can change secrets.')
      await expect(line, `${what} for ${role}`).toHaveCount(mayChange ? 0 : 1)
      await expect(page.getByRole('link', { name: 'Import' })).toHaveCount(mayChange && /list/.test(what) ? 1 : 0)
      for (const disabled of await page.getByRole('main').getByRole('button', { disabled: true }).all())
        expect(await disabled.textContent(), `a dead button: ${what} for ${role}`).toBe('')
    }
    const inDomain = role !== 'editor'
    await see(`/${tenant.slug}/europe/settings/security`, inDomain, 'the list of a domain')
    await see(`/${tenant.slug}/europe/secrets/${tenant.secretId}`, inDomain, 'a secret of a domain')
    await expect(page.getByRole('link', { name: 'Change Logs' })).toHaveCount(inDomain ? 1 : 0)
    await see(`/${tenant.slug}/secrets`, isOrganizationAdmin(role), 'the list of the organization')
    await see(`/${tenant.slug}/secrets/${tenant.organizationSecretId}`, isOrganizationAdmin(role), 'a secret of it')
    await expect(page.getByRole('link', { name: 'Change Logs' })).toHaveCount(isOrganizationAdmin(role) ? 1 : 0)
  }
})

test('an address that opens a drawer opens none for who only looks', async ({ pageOf, tenants: [tenant] }) => {
  const page = await pageOf(tenant.people.editor)
  for (const query of ['drawer=create', `drawer=edit&id=${tenant.secretId}`]) {
    await page.goto(`/${tenant.slug}/europe/settings/security?${query}`)
    await expect(rowOf(page, 'weather_fx')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await page.keyboard.press('x')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Selected secrets' })).toHaveCount(0)
})

test('who is demoted while on the page is refused at the next click, and nothing changes', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const place = { organization: tenant.slug, domain: 'europe' }
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, place, 'pay_key')
  const path = `/${tenant.slug}/europe/settings/security`
  const [page, second] = [await pageOf(tenant.people.domain_admin), await pageOf(tenant.people.domain_admin)]
  await page.goto(path)
  await rowOf(page, 'weather_fx').getByRole('button', { name: 'Archive weather_fx' }).click()
  const dialog = await askedDialog(page, 'Archive', 'weather_fx')
  await second.goto(path)
  const drawer = await openEdit(second, 'pay_key')
  await drawer.getByLabel('Description').fill('Typed before the demotion')

  await demote(stack.databaseUrl, tenant)
  await expectUnchanged(stack.databaseUrl, async () => {
    await dialog.getByRole('button', { name: 'Archive Secret' }).click()
    await expect(dialog).toContainText(/not allowed|may not|role/i)
    await submit(drawer)
    await expect(drawer).toContainText(/not allowed|may not|role/i)
  })
  await expect(drawer.getByLabel('Description')).toHaveValue('Typed before the demotion')
  await page.goto(path)
  await expect(page.getByText('Only admins can change secrets.')).toBeVisible()
  expect((await pressable(page)).filter((name) => changing.test(name))).toEqual([])

  // Who was made one again can do it again, at once.
  await promote(stack.databaseUrl, tenant)
  await page.reload()
  await archive(page, 'weather_fx')
})

test('who has lost the domain altogether learns nothing of it any more', async ({
  pageOf,
  stack,
  guard,
  tenants: [tenant],
}) => {
  guard.allow(/status of 404/)
  const page = await pageOf(tenant.people.editor)
  await page.goto(`/${tenant.slug}/europe/settings/security`)
  await expect(rowOf(page, 'weather_fx')).toBeVisible()
  await runSql(stack.databaseUrl, `DELETE FROM "DomainMembership" WHERE "personId" = ${personOf}`, [
    tenant.people.editor.email,
  ])
  await page.getByLabel('Search secrets').fill('weather')
  await expect(page.getByText(/does not exist/).first()).toBeVisible()
  await page.reload()
  await expect(page.getByText('This page does not exist')).toBeVisible()
  await expect(page.getByText('weather_fx')).toHaveCount(0)
})

const personOf = '(SELECT "id" FROM "Person" WHERE "email" = $1)'
const becomes = (role: string) => (databaseUrl: string, tenant: SeededTenant) =>
  runSql(databaseUrl, `UPDATE "DomainMembership" SET "role" = '${role}' WHERE "personId" = ${personOf}`, [
    tenant.people.domain_admin.email,
  ])
const demote = becomes('editor')
const promote = becomes('domain_admin')
