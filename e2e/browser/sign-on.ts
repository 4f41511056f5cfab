import { type Browser, expect, type Page } from '@playwright/test'
import { startIdentityProvider, type TestIdentityProvider, testClient } from '#lib/testing/identity-provider.ts'
import { startMailServer, type TestMailServer } from '#lib/testing/mail-server.ts'
import { runSql } from '../stack/run-sql.ts'
import type { SeededTenant } from '../stack/seed.ts'
import { type Stack, startStack } from '../stack/start-stack.ts'
import { test as base } from './test.ts'

type Outside = { provider: TestIdentityProvider; mails: TestMailServer }
type SignOn = { pageOutside: () => Promise<Page> }

/** A test whose installation has an identity provider and a mail server, each in a process of its own. */
export const test = base.extend<SignOn, { signOn: { stack: Stack } & Outside }>({
  signOn: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a fixture needs from its pattern.
    async ({}, use) => {
      const outside: Partial<Outside> = {}
      const stack = await startStack({
        around: async (origin) => {
          const provider = await startIdentityProvider({ redirectUri: `${origin}/sso/callback` })
          const mails = await startMailServer({ tls: 'none' })
          Object.assign(outside, { provider, mails })
          return {
            variables: {
              OIDC_ISSUER: provider.issuer,
              OIDC_CLIENT_ID: testClient.id,
              OIDC_CLIENT_SECRET: testClient.secret,
              SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
              MAIL_FROM: 'Postern <postern@acme.example>',
            },
            authorities: [provider.authority],
            stop: () => Promise.all([provider.stop(), mails.stop()]),
          }
        },
      })
      await use({ stack, ...(outside as Outside) })
      await stack.stop()
      stack.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  stack: [async ({ signOn }, use) => use(signOn.stack), { scope: 'worker' }],
  // The browser does not know the provider's authority; Postern does, and verifies it.
  pageOutside: async ({ browser, stack, guard }, use) => {
    const pages: Page[] = []
    await use(async () => {
      const page = await outsidePage(browser, stack)
      guard.watch(page.context())
      pages.push(page)
      return page
    })
    for (const page of pages) await page.context().close()
  },
})

async function outsidePage(browser: Browser, stack: Stack): Promise<Page> {
  const context = await browser.newContext({ baseURL: stack.origin, ignoreHTTPSErrors: true })
  return context.newPage()
}

/** On the provider's page: goes on as one of its people. */
export async function chooseAt(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Provider' })).toBeVisible()
  await page.getByRole('button', { name }).click()
}

/** Makes a tenant take whoever has an address at a domain, and asks for single sign-on where told to. */
export async function setSignOnPolicy(stack: Stack, tenant: SeededTenant, domain: string | null, isRequired: boolean) {
  const domains = domain === null ? [] : [domain]
  await runSql(
    stack.databaseUrl,
    `UPDATE "Organization" SET "ssoJoinDomains" = $2, "ssoJoinDomainId" = $3, "ssoRequired" = $4 WHERE slug = $1`,
    [tenant.slug, domains, domain === null ? null : tenant.domainId, isRequired],
  )
}

export { expect }
