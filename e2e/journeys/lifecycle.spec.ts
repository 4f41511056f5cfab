import {
  archive,
  askedDialog,
  chooseMore,
  createSecret,
  editDrawer,
  openCreate,
  openEdit,
  replaceToken,
  restore,
  revoke,
  rowOf,
  showState,
  submit,
} from '../browser/secrets.ts'
import { expectArrives, expectRefused, requestPath } from '../browser/sending.ts'
import { changeSettings, expectSettingsSaved } from '../browser/settings.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { ConsoleClient } from '../http/console-client.ts'
import { randomText } from '../leak-search/canary.ts'
import { dayIn, farEast, farWest, setTimeZone } from '../stack/time-zone.ts'

test('expired: refused from the day after, extended, and replaced', async ({ pageOf, stack, tenants: [tenant] }) => {
  const list = `/${tenant.slug}/europe/settings/security`
  const path = requestPath(tenant)
  await setTimeZone(stack.databaseUrl, tenant.slug, farWest)
  const page = await pageOf(tenant.people.domain_admin)
  const value = randomText(24)
  await page.goto(list)
  await replaceToken(page, 'weather_fx', value)
  const drawer = await openEdit(page, 'weather_fx')
  await drawer.getByLabel('Expiration date').fill(dayIn(farWest))
  await submit(drawer)
  await expect(page.getByText(/^weather_fx can be used until /)).toBeVisible()
  await expect(rowOf(page, 'weather_fx')).toContainText('Expires today')
  await showState(page, 'Expiring')
  await expect(rowOf(page, 'weather_fx')).toBeVisible()
  await expectArrives(page, stack, path, value)

  // It is a day later at the other end of the world.
  const owner = await pageOf(tenant.people.owner)
  await changeSettings(owner, tenant.slug, async () => {
    await owner.getByLabel('Time zone').selectOption(farEast)
  })
  await expectSettingsSaved(owner)
  expect(await expectRefused(page, stack, path, 'secret_expired')).toMatch(/weather_fx.* has expired/)
  await page.goto(list)
  await expect(rowOf(page, 'weather_fx')).toContainText(/Expired [12] days? ago/)
  await showState(page, 'Expired')
  await expect(rowOf(page, 'weather_fx')).toBeVisible()
  await expect(page).toHaveURL(/[?&]status=expired/)
  await showState(page, 'Active')
  await expect(rowOf(page, 'weather_fx')).toHaveCount(0)

  await showState(page, 'All')
  const expired = await openEdit(page, 'weather_fx')
  await expect(expired.getByText(/^It expired on /)).toBeVisible()
  await expect(expired.getByRole('button', { name: 'Store a new value (recommended)' })).toBeVisible()
  await expired.getByRole('button', { name: 'Extend the date' }).click()
  const expiration = expired.getByLabel('Expiration date')
  await expect(expiration).toBeFocused()
  await expiration.fill('2099-01-31')
  await submit(expired)
  await expect(page.getByText('weather_fx can be used until 31 Jan 2099.')).toBeVisible()
  await expectArrives(page, stack, path, value)

  await setTimeZone(stack.databaseUrl, tenant.slug, farWest)
  await page.goto(list)
  const shorter = await openEdit(page, 'weather_fx')
  await shorter.getByLabel('Expiration date').fill(dayIn(farWest))
  await submit(shorter)
  await expect(rowOf(page, 'weather_fx')).toContainText('Expires today')
  await setTimeZone(stack.databaseUrl, tenant.slug, farEast)
  await expectRefused(page, stack, path, 'secret_expired')
  await page.goto(list)
  const again = await openEdit(page, 'weather_fx')
  await again.getByRole('button', { name: 'Store a new value (recommended)' }).click()
  const field = again.getByLabel('Value', { exact: true })
  await expect(field).toBeFocused()
  const next = randomText(24)
  await typeSecret(page, field, next)
  await expect(again.getByText(/^This date has passed\. With the new value it is cleared/)).toBeVisible()
  await submit(again)
  await expect(page.getByText(/^weather_fx has a new value/)).toBeVisible()
  await expect(editDrawer(page)).toBeHidden()
  await expect(rowOf(page, 'weather_fx')).toContainText('Active')
  await expectArrives(page, stack, path, next)

  // A refusal stands in the log within a minute: equal ones become one entry.
  const client = await ConsoleClient.signedIn(stack, tenant.people.domain_admin)
  const changes = async () =>
    (await client.get(`/api/console/${tenant.slug}/europe/secrets/${tenant.secretId}/changes`)).text
  await expect.poll(changes, { timeout: 90_000, intervals: [3000] }).toContain('secret_expired')
  await page.goto(`/${tenant.slug}/europe/secrets/${tenant.secretId}?tab=changes`)
  await expect(page.getByText(/secret expired/i).first()).toBeVisible()
  await page.getByRole('link', { name: 'Details', exact: true }).click()
  await expect(page.getByText('Uses per day')).toBeVisible()
  await expect(page.getByText(/^refused [12]$/)).toBeVisible()
})

for (const { of, path, name, role } of [
  { of: 'a domain', path: '/europe/settings/security', name: 'sms_key', role: 'domain_admin' },
  { of: 'the organization', path: '/secrets', name: 'sms.key', role: 'org_admin' },
] as const) {
  test(`a secret of ${of}: revoked and given a new value, archived and restored, deleted for ever`, async ({
    pageOf,
    stack,
    tenants: [tenant],
  }) => {
    const page = await pageOf(tenant.people[role])
    const owner = await pageOf(tenant.people.owner)
    const list = `/${tenant.slug}${path}`
    await page.goto(list)
    const value = randomText(24)
    await createSecret(page, { alias: name, type: 'token', value })
    const request = requestPath(tenant)
    await page.goto(request)
    await page.getByRole('tab', { name: 'Headers' }).click()
    await page.getByLabel('Header 1 value').fill(`{secrets.${name}}`)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Forecast is saved.')).toBeVisible()
    await expectArrives(page, stack, request, value)

    // Revoked.
    await page.goto(list)
    await chooseMore(page, name, 'Revoke')
    const question = await askedDialog(page, 'Revoke', name)
    await expect(question).toContainText('1 place in Europe stops working')
    await expect(question).toContainText('Forecast')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(question).toBeHidden()
    await revoke(page, name)
    await expect(rowOf(page, name)).toContainText('Revoked')
    await showState(page, 'Revoked')
    await expect(rowOf(page, name)).toBeVisible()
    expect(await expectRefused(page, stack, request, 'secret_revoked')).toContain(`${name} is revoked`)
    await page.goto(`${list}?status=revoked`)
    const drawer = await openEdit(page, name)
    await expect(drawer.getByText('It was revoked, and its values were destroyed.')).toBeVisible()
    await drawer.getByRole('button', { name: 'Cancel' }).click()
    await expect(drawer).toBeHidden()
    const next = randomText(24)
    await replaceToken(page, name, next)
    await expect(rowOf(page, name)).toHaveCount(0)
    await expectArrives(page, stack, request, next)

    // Archived, taken back, archived again, restored.
    await page.goto(list)
    await archive(page, name)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText(`${name} is restored.`)).toBeVisible()
    await expect(rowOf(page, name)).toBeVisible()
    await archive(page, name)
    expect(await expectRefused(page, stack, request, 'secret_archived')).toContain(`${name} is archived`)
    await page.goto(list)
    await showState(page, 'Archived')
    await expect(rowOf(page, name)).toContainText('Destroyed in 30 days')
    await changeSettings(owner, tenant.slug, async () => {
      await owner.getByLabel('Days to restore').fill('12')
    })
    await expectSettingsSaved(owner)
    await page.reload()
    await expect(rowOf(page, name)).toContainText('Destroyed in 12 days')
    // The name stays taken.
    const taken = await openCreate(page)
    await taken.getByLabel(/^(Alias|Secret name)$/).fill(name)
    await typeSecret(page, taken.getByLabel('Value', { exact: true }), randomText(20))
    await submit(taken)
    await expect(taken.getByLabel(/^(Alias|Secret name)$/)).toHaveAccessibleDescription(
      /already has an archived secret/,
    )
    await taken.getByRole('button', { name: 'Cancel' }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /discard/i })
      .click()
    await expect(taken).toBeHidden()
    await restore(page, name)
    await expect(rowOf(page, name)).toHaveCount(0)
    await expectArrives(page, stack, request, next)

    // Each of it stands in its log.
    await page.goto(list)
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('link', { name: 'Change Logs', exact: true }).click()
    for (const [deed, times] of Object.entries({
      'created it': 1,
      'revoked it': 1,
      'gave it a new value after it was revoked': 1,
      'archived it': 2,
      'restored it': 2,
    })) {
      await expect(page.getByRole('listitem').filter({ hasText: deed }), deed).toHaveCount(times)
    }

    // Deleted: its name typed, since something uses it.
    await page.goto(list)
    await chooseMore(page, name, 'Delete')
    const dialog = await askedDialog(page, 'Delete', name)
    await expect(dialog).toContainText('To keep the way back, archive it instead.')
    const confirm = dialog.getByRole('button', { name: 'Delete Secret' })
    const typed = dialog.getByLabel(`Type ${name} to confirm`)
    await expect(typed).toBeFocused()
    await expect(confirm).toHaveAttribute('aria-disabled', 'true')
    await typed.fill('something else')
    await expect(confirm).toHaveAttribute('aria-disabled', 'true')
    await typed.fill(name)
    await confirm.click()
    await expect(page.getByText(`${name} is deleted.`)).toBeVisible()
    for (const state of ['All', 'Archived']) {
      await showState(page, state)
      await expect(rowOf(page, name), `${state}, once it is deleted`).toHaveCount(0)
    }
    await expectRefused(page, stack, request, 'secret_not_found')

    // Its log stays.
    await page.goto(`/${tenant.slug}/activity`)
    await expect(page.getByRole('listitem').filter({ hasText: `deleted ${name} for ever` })).toBeVisible()

    // The name is free again.
    await page.goto(list)
    const last = randomText(24)
    await createSecret(page, { alias: name, type: 'token', value: last })
    await expectArrives(page, stack, request, last)

    // One that nothing names is deleted with one press.
    await page.goto(list)
    await createSecret(page, { alias: 'unused', type: 'token', value: randomText(24) })
    await chooseMore(page, 'unused', 'Delete')
    const plain = await askedDialog(page, 'Delete', 'unused')
    await expect(plain.getByRole('textbox')).toHaveCount(0)
    await plain.getByRole('button', { name: 'Delete Secret' }).click()
    await expect(page.getByText('unused is deleted.')).toBeVisible()
  })
}
