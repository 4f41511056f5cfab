import { expect, type Page } from '@playwright/test'
import { sessionCookies } from '../http/console-client.ts'
import type { SeededPerson } from '../stack/seed.ts'
import type { Stack } from '../stack/start-stack.ts'

/** Signs somebody in past the form, which tests of its own fill by hand, and opens what a sign-in leads to. */
export async function openSignedIn(page: Page, stack: Stack, person: SeededPerson): Promise<void> {
  const userAgent = await page.evaluate(() => navigator.userAgent)
  const cookies = await sessionCookies(stack, person, userAgent)
  const attributes = { url: stack.origin, httpOnly: true, sameSite: 'Lax' } as const
  await page.context().addCookies(
    cookies.map((cookie) => {
      const [name = '', ...value] = cookie.split('=')
      return { name, value: value.join('='), ...attributes }
    }),
  )
  await page.goto('/')
  // The form is a page with a heading, too.
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
