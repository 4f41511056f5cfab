import { createDrawer, openCreate, rowOf } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { insertSecret } from '../browser/type-secret.ts'
import { naughtyStrings } from '../naughty/naughty-strings.ts'

// What a line of text can hold: no control characters (a browser drops them), and short enough for a description.
const typable = naughtyStrings.filter((text) => /^[^\p{Cc}\p{Cs}]{4,400}$/u.test(text) && text === text.trim())
const markup = typable.filter((text) => /<script|onerror|javascript:/i.test(text))
const others = typable.filter((text) => !markup.includes(text))
const every = (texts: string[], count: number) =>
  Array.from({ length: count }, (_, index) => texts[Math.floor((index * texts.length) / count)] as string)

test('twenty naughty strings, typed as description and value, stored and shown as they were typed', async ({
  pageOf,
  tenants,
}) => {
  const page = await pageOf(tenants[0].people.domain_admin)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const chosen = [...every(others, 14), ...every(markup, 6)]
  expect(new Set(chosen).size).toBe(20)
  for (const [index, text] of chosen.entries()) {
    const alias = `naughty-${index}`
    const drawer = await openCreate(page)
    await drawer.getByLabel('Alias').fill(alias)
    await insertSecret(page, drawer.getByLabel('Value', { exact: true }), text)
    await drawer.getByLabel('Description').fill(text)
    await drawer.getByRole('button', { name: 'Submit' }).click()
    await expect(page.getByText(`${alias} is stored.`), `string ${index}`).toBeVisible()
    await expect(createDrawer(page)).toBeHidden()
  }
  for (const [index, text] of chosen.entries()) {
    const alias = `naughty-${index}`
    if (index % 3 !== 0) continue
    {
      await page.getByRole('link', { name: alias, exact: true }).click()
      await expect(page.getByRole('heading', { name: alias, exact: true })).toBeVisible()
      const shown = await page.locator('main').evaluate((main) => main.textContent ?? '')
      expect(shown.includes(text), `the description of string ${index}`).toBe(true)
      await page.goBack()
    }
    await page.getByLabel('Search secrets').fill(text)
    await expect(page).toHaveURL(/[?&]q=/)
    // A search looks in descriptions.
    await expect(rowOf(page, 'weather_fx'), `others, while string ${index} is searched for`).toHaveCount(0)
    await expect(rowOf(page, alias), `found by string ${index}`).toBeVisible()
    await page.getByLabel('Search secrets').fill('')
    await expect(rowOf(page, 'weather_fx')).toBeVisible()
  }
  expect(dialogs, 'a script that ran').toEqual([])
  expect(await page.evaluate(() => document.querySelectorAll('main img, main iframe, main svg script').length)).toBe(0)
})
