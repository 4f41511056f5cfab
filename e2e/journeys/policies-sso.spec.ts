import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { signIn } from '../browser/sign-in.ts'
import { chooseAt, expect, test } from '../browser/sign-on.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => expect(page.getByText('The settings are saved.').first()).toBeVisible()
const turnOn = (page: Page) => page.getByRole('alertdialog').getByRole('button', { name: 'Turn on and save' }).click()

test('single sign-on alone: asked for by an admin who came by it, and a colleague is stopped with the next click', async ({
  pageOutside,
  guard,
  signOn,
  stack,
  tenants: [tenant],
}) => {
  // What an open page asks for by itself under the new policy.
  guard.allow(/status of 403/)
  const domain = `${randomBytes(5).toString('hex')}.example`
  await signOn.provider.accounts(
    { sub: `owner-${domain}`, email: `ines@elsewhere.example`, email_verified: true, name: 'Ines' },
    { sub: `new-${domain}`, email: `ada@${domain}`, email_verified: true, name: 'Ada Novak' },
  )
  const member = await pageOutside()
  await signIn(member, tenant.people.editor)
  await member.goto(`/${tenant.slug}/europe/integrations`)

  const owner = await pageOutside()
  await signIn(owner, tenant.people.owner)
  await owner.goto(`/${tenant.slug}/settings`)
  const alone = owner.getByRole('switch', { name: 'Sign-in by single sign-on only' })
  const addresses = owner.getByLabel('Addresses whose people join by themselves')
  const joined = owner.getByLabel('Domain that they join')
  await inspectPage(owner, 'Settings with single sign-on')
  await alone.click()
  await expectUnchanged(stack.databaseUrl, async () => {
    await save(owner)
    await turnOn(owner)
    await expect(alone).toHaveAccessibleDescription(/would be locked out/)
  })
  await alone.click()
  await expectUnchanged(stack.databaseUrl, async () => {
    await addresses.fill('co.uk')
    await addresses.press('Enter')
    await save(owner)
    await expect(addresses).toHaveAccessibleDescription(/Anyone can have an address under co\.uk/)
    await owner.getByRole('button', { name: 'Remove co.uk' }).click()
    await addresses.fill(domain)
    await addresses.press('Enter')
    await save(owner)
    await expect(joined).toHaveAccessibleDescription(/Choose the domain that they join/)
  })
  await joined.selectOption('Europe')
  await save(owner)
  await saved(owner)

  await owner.goto('/account')
  await owner.getByRole('button', { name: 'Connect single sign-on' }).click()
  await chooseAt(owner, 'Sign in as Ines')
  await owner.waitForURL('**/account')
  await owner.goto(`/${tenant.slug}/settings`)
  await alone.click()
  await save(owner)
  await expect(owner.getByRole('alertdialog')).toContainText('1 member who is signed in in another way is stopped')
  await turnOn(owner)
  await saved(owner)

  await expectUnchanged(stack.databaseUrl, async () => {
    await member.getByRole('link', { name: 'Workflows', exact: true }).click()
    await member.waitForURL('**/account?required=sso**')
  })
  const ada = await pageOutside()
  await ada.goto(`/${tenant.slug}/europe/integrations`)
  await ada.getByRole('button', { name: 'Sign in with single sign-on' }).click()
  await chooseAt(ada, 'Sign in as Ada Novak')
  await ada.waitForURL(`**/${tenant.slug}/europe/integrations`)
  await expect(ada.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible()
})
