import { test as base, expect, type Page } from '@playwright/test'
import type { Seeded, SeededPerson } from '../stack/seed.ts'
import { type Stack, startStack } from '../stack/start-stack.ts'
import { ConsoleGuard } from './console-guard.ts'
import { openSignedIn } from './open-signed-in.ts'

type ForTest = {
  /** Two organizations that no other test has seen. */
  tenants: Seeded
  guard: ConsoleGuard
  /** A page in a browser of its own, where nobody is signed in yet. */
  newPage: () => Promise<Page>
  /** The same, signed in, at the page that a sign-in leads to. */
  pageOf: (person: SeededPerson) => Promise<Page>
}
type ForWorker = {
  /** Names that lead to the stack's upstream: see start-stack.ts. */
  demoHosts: readonly string[]
  stack: Stack
  tenantPool: () => Promise<Seeded>
}

/** A test with an installation, two organizations in it, and pages that may say nothing on the console. */
export const test = base.extend<ForTest, ForWorker>({
  demoHosts: [[], { option: true, scope: 'worker' }],
  stack: [
    async ({ demoHosts }, use) => {
      const stack = await startStack({ demoHosts })
      await use(stack)
      await stack.stop()
      stack.remove()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  tenantPool: [
    async ({ stack }, use) => {
      const pool: Seeded[] = []
      await use(async () => {
        if (pool.length === 0) pool.push(...(await stack.run<Seeded[]>('stack/seed.ts', [stack.upstream.origin, '16'])))
        return pool.pop() as Seeded
      })
    },
    { scope: 'worker' },
  ],
  tenants: async ({ tenantPool }, use) => use(await tenantPool()),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a fixture needs from its pattern.
  guard: async ({}, use) => {
    const guard = new ConsoleGuard()
    await use(guard)
    expect(guard.said, 'what the pages said on the console').toEqual([])
  },
  newPage: async ({ browser, stack, guard }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async () => {
      const context = await browser.newContext({ baseURL: stack.origin })
      contexts.push(context)
      guard.watch(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
  pageOf: async ({ newPage, stack }, use) => {
    await use(async (person) => {
      const page = await newPage()
      await openSignedIn(page, stack, person)
      return page
    })
  },
})

export { expect }
