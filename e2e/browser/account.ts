import { expect, type Locator, type Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import type { SeededPerson } from '../stack/seed.ts'
import { devtoolsOf } from './devtools.ts'
import { typeSecret } from './type-secret.ts'

/** What an authenticator app shows, so many codes after that of now. */
export type App = (steps?: number) => string

const setUpDialog = (page: Page) => page.getByRole('dialog', { name: 'Set up an authenticator app' })
export const codesDialog = (page: Page) => page.getByRole('dialog', { name: 'Keep your recovery codes' })
export const confirmDialog = (page: Page) => page.getByRole('dialog', { name: 'Confirm that it is you' })
export const renewDialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' })
export const codeField = (within: Page | Locator) => within.getByLabel('Code of your authenticator app')
export const passwordField = (within: Page | Locator) => within.getByLabel('Password', { exact: true })

/** Opens the account by the menu of whoever is signed in. */
export async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account of / }).click()
  await page.getByRole('menuitem', { name: 'Account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible()
}

/** Sets an authenticator app up, on the account's page. The recovery codes are there if the dialog shows some. */
export async function setUpApp(page: Page): Promise<{ app: App; recoveryCodes: string[] }> {
  const dialog = setUpDialog(page)
  // One that was closed before is still on its way out.
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: /^Set up/ }).click()
  const key = (await dialog.locator('code').textContent()) ?? ''
  const totp = new TOTP({ secret: Secret.fromBase32(key.replace(/\s/g, '')) })
  const app: App = (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 })
  await typeSecret(page, codeField(dialog), app())
  await dialog.getByRole('button', { name: 'Set up' }).click()
  await expect(dialog).toBeHidden()
  return { app, recoveryCodes: await keepRecoveryCodes(page) }
}

/** Reads the recovery codes that are shown, and closes what shows them. */
export async function keepRecoveryCodes(page: Page): Promise<string[]> {
  const shown = codesDialog(page).getByRole('listitem')
  await expect(shown).toHaveCount(10)
  const codes = await shown.allTextContents()
  await codesDialog(page).getByRole('button', { name: 'I have kept them' }).click()
  await expect(codesDialog(page)).toBeHidden()
  return codes
}

/** Gives the password on the sign-in page, which then asks for more. */
export async function givePassword(page: Page, { email, password }: SeededPerson, next = ''): Promise<void> {
  await page.goto(`/sign-in${next && `?next=${encodeURIComponent(next)}`}`)
  await page.getByLabel('Email').fill(email)
  await typeSecret(page, passwordField(page), password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** A device with a fingerprint that is always there, in this page’s browser; Chromium’s own, by its protocol. */
export async function addAuthenticator(page: Page): Promise<{ isUserVerified: (is: boolean) => Promise<void> }> {
  const devtools = await devtoolsOf(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    isUserVerified: async (isUserVerified) => {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}
