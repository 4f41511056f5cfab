import type { Seeded, SeededTenant } from '../stack/seed.ts'
import { test as base, expect } from './test.ts'

/** The hosts that the five documents name as examples, each at port 443: all lead to the stack's upstream. */
const documentHosts = [
  'api.crm.example.com',
  'api.weather.example.com',
  'api.zendesk.example.com',
  'jira.example.com',
  'payments.example.com',
]

/** A test that follows a document with its own names and hosts, in an organization where nobody has made anything yet. */
export const test = base.extend<{ company: SeededTenant }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures a fixture needs from its pattern.
  demoHosts: [async ({}, use) => use(documentHosts), { scope: 'worker' }],
  company: async ({ stack }, use) => {
    const [[company]] = await stack.run<[Seeded]>('stack/seed.ts', [stack.upstream.origin, '1', 'empty'])
    await use(company)
  },
})

export { expect }
