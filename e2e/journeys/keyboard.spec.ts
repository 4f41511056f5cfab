import type { Page } from '@playwright/test'
import { createDrawer, rowOf } from '../browser/secrets.ts'
import { expect, test } from '../browser/test.ts'
import { typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'

/** Presses Tab until something of this name has the focus, and sees that the focus can be seen all the way. */
async function tabTo(page: Page, name: RegExp, { most = 40 } = {}): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null
      if (!element || element === document.body) return null
      const style = getComputedStyle(element)
      const box = element.closest('label, [data-value-field]')?.parentElement ?? element
      const label = (element as HTMLInputElement).labels?.[0]?.textContent ?? ''
      // The calendar's button inside a date field is not the page's own: the browser draws its ring there.
      const isOnCalendar = element.matches('input[type="date"]:not(:focus-visible)')
      const isSeen =
        isOnCalendar ||
        style.outlineStyle !== 'none' ||
        style.boxShadow !== 'none' ||
        [element.parentElement, element.closest('label'), box].some((each) => {
          if (!each) return false
          const around = getComputedStyle(each)
          return around.outlineStyle !== 'none' || around.boxShadow !== 'none'
        })
      return { name: element.getAttribute('aria-label') || label || element.textContent || '', isSeen }
    })
    if (focused === null) continue
    expect(focused.isSeen, `the focus on “${focused.name.slice(0, 60)}” can be seen`).toBe(true)
    if (name.test(focused.name)) return
  }
  throw new Error(`Tab does not reach ${name}.`)
}

test('with the keyboard alone: sign in, store a secret, find it, archive it', async ({ newPage, tenants }) => {
  const page = await newPage()
  const { email, password } = tenants[0].people.domain_admin
  await page.goto('/sign-in')
  await expect(page.getByLabel('Email')).toBeFocused()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await typeFocused(page, password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Secrets' })).toBeVisible()

  await tabTo(page, /^Add Secret$/)
  await page.keyboard.press('Enter')
  const drawer = createDrawer(page)
  await expect(drawer.getByLabel('Alias')).toBeFocused()
  await page.keyboard.type('by_keyboard')
  await tabTo(page, /^Token$/)
  await page.keyboard.press('ArrowRight')
  await expect(drawer.getByLabel('Username and password')).toBeChecked()
  await tabTo(page, /^Username$/)
  await typeFocused(page, randomText(12))
  await tabTo(page, /^Password$/)
  await typeFocused(page, randomText(24))
  // The focus stays inside the drawer, all the way round.
  await tabTo(page, /^Submit$/)
  await page.keyboard.press('Tab')
  expect(await drawer.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
  await tabTo(page, /^Submit$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('by_keyboard is stored.')).toBeVisible()
  await expect(drawer).toBeHidden()

  await page.keyboard.press('/')
  await expect(page.getByLabel('Search secrets')).toBeFocused()
  await page.keyboard.type('keyb')
  await expect(rowOf(page, 'weather_fx')).toBeHidden()
  await tabTo(page, /^by_keyboard$/)
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect(page.getByRole('dialog', { name: 'Edit secret' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Edit secret' })).toBeHidden()

  await tabTo(page, /^Archive by_keyboard$/)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, 'by_keyboard').getByRole('button', { name: 'Archive' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await tabTo(page, /^Archive Secret$/)
  await page.keyboard.press('Enter')
  await expect(page.getByText('by_keyboard is archived.')).toBeVisible()
  await expect(rowOf(page, 'by_keyboard')).toBeHidden()
})

test('a drawer gives the focus back, and asks before it loses what was typed', async ({ pageOf, tenants }) => {
  const page = await pageOf(tenants[0].people.domain_admin)
  const add = page.getByRole('button', { name: 'Add Secret' })
  await add.focus()
  await page.keyboard.press('Enter')
  const drawer = createDrawer(page)
  await expect(drawer.getByLabel('Alias')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(add).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(drawer.getByLabel('Alias')).toBeFocused()
  await typeSecret(page, drawer.getByLabel('Value', { exact: true }), 'half a value')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog')
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(drawer).toBeVisible()
  await page.goBack()
  await expect(question).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(drawer).toBeHidden()
  expect(await page.evaluate(() => document.body.innerHTML.includes('half a value'))).toBe(false)
})

async function typeFocused(page: Page, text: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  for (const character of text) await devtools.send('Input.insertText', { text: character })
  await devtools.detach()
}
