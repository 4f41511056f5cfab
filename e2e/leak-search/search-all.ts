import type { BrowserContext, Page } from '@playwright/test'
import { expect } from '../browser/test.ts'
import type { Canary } from './canary.ts'
import { type Places, searchEverywhere } from './everywhere.ts'

/** No canary stands in any place, each place was read, and the description, which is no secret, is found where it should be. */
export async function searchAll(
  page: Page,
  context: BrowserContext,
  places: Places,
  { canaries, description }: { canaries: Canary[]; description: Canary },
): Promise<void> {
  await places.shown.keepStorage(page, context, 'at the end')
  const { leaks, read } = await searchEverywhere(canaries, places)
  expect(leaks).toEqual([])
  for (const [place, bytes] of Object.entries(read)) expect(bytes, `bytes read of ${place}`).toBeGreaterThan(200)

  // The same search for a text that is no secret: it stands in answers, pages, tables, data files and write-ahead log.
  const control = await searchEverywhere([description], places)
  const found = control.leaks.map(({ where }) => where)
  const inData = found.filter((where) => where.includes('/data/'))
  expect(
    found.some((where) => where.startsWith('answer to GET /api/console/')),
    'an answer of an API',
  ).toBe(true)
  expect(
    found.some((where) => where.startsWith('page ')),
    'a page',
  ).toBe(true)
  expect(
    found.some((where) => where.startsWith('table public."Secret"')),
    'a table',
  ).toBe(true)
  expect(
    inData.some((where) => where.includes('/base/')),
    'a data file',
  ).toBe(true)
  expect(
    inData.some((where) => where.includes('/pg_wal/')),
    'the write-ahead log',
  ).toBe(true)
}
