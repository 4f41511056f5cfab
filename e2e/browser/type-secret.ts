import type { Locator, Page } from '@playwright/test'
import { devtoolsOf } from './devtools.ts'

/**
 * Types a value that must not stand in a report: key by key into whatever has the focus, past Playwright, whose own
 * steps name what they type. Line breaks are pressed as Enter.
 */
export async function typeSecret(page: Page, field: Locator, text: string): Promise<void> {
  await field.click()
  const devtools = await devtoolsOf(page)
  for (const character of text) {
    if (character === '\n') await page.keyboard.press('Enter')
    else await devtools.send('Input.insertText', { text: character })
  }
}

/** Puts a value into the field at once, as an input method or a password manager's shortcut does. */
export async function insertSecret(page: Page, field: Locator, text: string): Promise<void> {
  await field.click()
  await (await devtoolsOf(page)).send('Input.insertText', { text })
}

/** Copies a text and pastes it with the keyboard. The clipboard is empty afterwards. */
export async function pasteSecret(page: Page, field: Locator, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await field.click()
  await page.keyboard.press('ControlOrMeta+V')
  await page.evaluate(() => navigator.clipboard.writeText(' '))
}
