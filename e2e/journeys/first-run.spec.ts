import type { Page } from '@playwright/test'
import { inspectPage } from '../browser/inspect-page.ts'
import { signOut } from '../browser/sign-in.ts'
import { expect, test } from '../browser/test.ts'
import { insertSecret, typeSecret } from '../browser/type-secret.ts'
import { randomText } from '../leak-search/canary.ts'
import { startStack } from '../stack/start-stack.ts'
import { expectUnchanged } from '../stack/unchanged.ts'

async function fill(page: Page, over: Record<string, string> = {}): Promise<void> {
  const fields = {
    'Your name': 'Ines Okafor',
    Email: 'ines.okafor@acme.example',
    'Organization name': 'Acme',
    'First domain': 'Europe',
    ...over,
  }
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text)
}

test('first run: only the link’s holder becomes the owner, once, with a password that is no guess', async ({
  browser,
  guard,
}) => {
  const stack = await startStack()
  const context = await browser.newContext({ baseURL: stack.origin })
  guard.watch(context)
  const page = await context.newPage()
  const submit = () => page.getByRole('button', { name: 'Set up Postern' }).click()
  const password = page.getByLabel('Password', { exact: true })
  try {
    await page.goto('/')
    await expect(page).toHaveURL(/\/(sign-in|setup)/)
    await page.goto('/setup')
    await expect(page.getByText(/^This address lacks the token of the setup link\./)).toBeVisible()
    await inspectPage(page, 'setup without a token')

    await expectUnchanged(stack.databaseUrl, async () => {
      await page.goto('about:blank')
      await page.goto(`/setup#${randomText(43)}`)
      await fill(page)
      await insertSecret(page, password, randomText(30))
      await submit()
      await expect(page.getByText(/^This setup link is wrong or has expired\./)).toBeVisible()

      await page.goto('about:blank')
      await page.goto(stack.setupLink ?? '')
      await expect(page).toHaveURL(/\/setup$/)
      await inspectPage(page, 'setup')
      await submit()
      await expect(page.getByText('Enter your name.')).toBeVisible()
      await inspectPage(page, 'setup with errors')
      await fill(page)
      for (const [weak, sentence] of [
        ['short', /^A password needs at least 12 characters; this one has 5\./],
        ['passwordpassword', /guess/],
        ['ines.okafor.acme', /guess|name/],
      ] as const) {
        await password.fill('')
        await insertSecret(page, password, weak)
        await submit()
        await expect(password).toHaveAccessibleDescription(sentence)
      }
    })
    await password.fill('')
    await typeSecret(page, password, randomText(30))
    await submit()
    await page.waitForURL('**/setup/root-key')
    await inspectPage(page, 'back up the root key')
    await page.getByRole('link', { name: 'Continue' }).click()
    await page.waitForURL('**/acme**')
    await page.goto('/acme')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await inspectPage(page, 'the first steps')
    await signOut(page)

    guard.allow(/status of 404 .*\/setup/)
    await page.goto('/setup')
    await expect(page.getByText('This page does not exist')).toBeVisible()
  } finally {
    await context.close()
    await stack.stop()
    stack.remove()
  }
})
