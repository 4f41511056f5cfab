import { inspectPage } from '../browser/inspect-page.ts'
import { createDrawer, submit } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { variablesOf } from '../browser/workflows.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { storeSecret } from '../http/store.ts'

test('an admin keeps variables and secrets side by side, and Create New opens the secret drawer', async ({
  pageOf,
  tenants: [tenant],
}) => {
  const page = await pageOf(tenant.people.domain_admin)
  const list = await variablesOf(page)
  // What is there: the seeded variable, the domain's secret and the organization's.
  await expect(list.getByRole('listitem').filter({ hasText: 'hotline' })).toContainText('+44 20 7946 0000')
  await expect(list.getByRole('listitem').filter({ hasText: 'weather_fx' })).toContainText('Restricted: never shown')
  await expect(list.getByRole('listitem').filter({ hasText: 'crm.apiKey' })).toContainText('of the organization')
  await inspectPage(page, 'Variables')

  await page.getByRole('button', { name: 'Create New' }).click()
  await page
    .getByRole('dialog', { name: 'Create new' })
    .getByRole('button', { name: /^Secret/ })
    .click()
  const drawer = createDrawer(page)
  await expect(drawer.getByLabel('Alias')).toBeFocused()
  await inspectPage(page, 'Create secret from Create New')
  await drawer.getByLabel('Alias').fill('panel_key')
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), 'a value that nobody sees again')
  await drawer.getByText('Masked', { exact: true }).click()
  await submit(drawer)
  await expect(page.getByText('panel_key is stored.')).toBeVisible()
  const row = list.getByRole('listitem').filter({ hasText: 'panel_key' })
  await expect(row).toContainText('••••••••')

  // Masked: the eye shows it, and Esc hides it again.
  await row.getByRole('button', { name: 'Show the value for 30 seconds' }).click()
  await expect(row.locator('[data-revealed]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row.locator('[data-revealed]')).toHaveCount(0)

  await page.getByRole('button', { name: 'Create New' }).click()
  await page
    .getByRole('dialog', { name: 'Create new' })
    .getByRole('button', { name: /^Variable/ })
    .click()
  const form = page.getByRole('dialog', { name: 'Create variable' })
  await expect(form.getByLabel('Name')).toBeFocused()
  await form.getByLabel('Name').fill('Hotline')
  await form.getByLabel('Value').fill('eu-west-1')
  await inspectPage(page, 'Create variable')
  await submit(form)
  await expect(form.getByLabel('Name')).toHaveAccessibleDescription(/already has a variable with this name/)
  await form.getByLabel('Name').fill('region')
  await submit(form)
  await expect(page.getByText('region is saved.')).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search variables and secrets' }).fill('panel')
  await expect(list.getByRole('listitem')).toHaveCount(1)
})

test('an Editor keeps variables; secrets are theirs to see and to copy, and a line says who changes them', async ({
  pageOf,
  stack,
  tenants: [tenant],
}) => {
  const owner = await ConsoleClient.signedIn(stack, tenant.people.owner)
  await storeSecret(owner, { organization: tenant.slug, domain: 'europe' }, 'shown_key', { visibility: 'masked' })
  const page = await pageOf(tenant.people.editor)
  const list = await variablesOf(page)
  await expect(page.getByText('Only admins can change secrets.')).toBeVisible()
  const secret = list.getByRole('listitem').filter({ hasText: 'weather_fx' })
  await expect(secret.getByRole('button')).toHaveCount(1)
  await expect(secret.getByRole('button', { name: 'Copy reference of weather_fx' })).toBeVisible()
  await expect(
    list
      .getByRole('listitem')
      .filter({ hasText: 'shown_key' })
      .getByRole('button', { name: /Show the value/ }),
  ).toBeVisible()

  // For them, Create New is a variable at once.
  await page.getByRole('button', { name: 'Create New' }).click()
  const form = page.getByRole('dialog', { name: 'Create variable' })
  await form.getByLabel('Name').fill('line')
  await form.getByLabel('Value').fill('first')
  await submit(form)
  await expect(list.getByRole('listitem').filter({ hasText: 'line' }).filter({ hasText: 'first' })).toBeVisible()

  // Somebody else saves while it is open here: nothing is lost, and it says so.
  await list.getByRole('button', { name: 'Edit hotline' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit variable' })
  await expect(edit.getByLabel('Name')).toHaveAttribute('readonly', '')
  const { result } = await owner.action('updateVariableAction', [
    {
      organization: tenant.slug,
      domain: 'europe',
      id: tenant.variableId,
      rowVersion: 1,
      value: 'theirs',
      description: '',
    },
  ])
  expect(result?.ok).toBe(true)
  await edit.getByLabel('Value').fill('mine')
  await submit(edit)
  await expect(edit).toContainText('Nothing was saved. Ines Okafor changed this variable')
  await expect(edit.getByLabel('Value')).toHaveValue('mine')
  await edit.getByRole('button', { name: /^Load/ }).click()
  await expect(edit.getByLabel('Value')).toHaveValue('theirs')
  await edit.getByLabel('Value').fill('mine')
  await submit(edit)
  await expect(list.getByRole('listitem').filter({ hasText: 'hotline' })).toContainText('mine')

  await list.getByRole('button', { name: 'More actions for hotline' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('heading', { name: 'No place names it' })).toBeVisible()
  await inspectPage(page, 'Delete variable')
  await dialog.getByRole('button', { name: 'Delete variable' }).click()
  await expect(list.getByRole('listitem').filter({ hasText: 'hotline' })).toHaveCount(0)
})
