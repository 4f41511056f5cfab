import type { BrowserContext, Page, TestInfo } from '@playwright/test'
import pg from 'pg'
import { inProject } from '../stack/run-up.ts'
import type { Stack } from '../stack/start-stack.ts'
import type { Canary } from './canary.ts'
import { LeakSearch } from './leak-search.ts'
import { searchFolder } from './search-folder.ts'
import { searchTables } from './search-tables.ts'

/** What a browser showed while the journey went on: kept as it came, searched at its end. */
export class Shown {
  readonly texts: { where: string; text: string }[] = []

  /** Keeps the document as it stands now, with what its fields hold, its address and its title. */
  async keep(page: Page, name: string): Promise<void> {
    const html = await page.content()
    const fields = await page.evaluate(() =>
      [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
    )
    this.texts.push({ where: `page ${name}`, text: [html, ...fields, page.url(), await page.title()].join('\n') })
  }

  /** Keeps what the browser stores for this origin. */
  async keepStorage(page: Page, context: BrowserContext, name: string): Promise<void> {
    const stored = await page.evaluate(async () => {
      const databases = await Promise.all(
        (await indexedDB.databases()).map(async ({ name = '' }) => {
          const database = await new Promise<IDBDatabase>((resolve, reject) => {
            const request = indexedDB.open(name)
            request.onsuccess = () => resolve(request.result)
            request.onerror = () => reject(request.error)
          })
          const stores = await Promise.all(
            [...database.objectStoreNames].map(
              (store) =>
                new Promise((resolve) => {
                  const request = database.transaction(store).objectStore(store).getAll()
                  request.onsuccess = () => resolve(request.result)
                }),
            ),
          )
          database.close()
          return [name, stores]
        }),
      )
      const cached = await Promise.all(
        (await caches.keys()).map(async (key) => {
          const cache = await caches.open(key)
          const answers = await cache.matchAll()
          return [
            key,
            (await cache.keys()).map(({ url }) => url),
            await Promise.all(answers.map((each) => each.text())),
          ]
        }),
      )
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, cached, window.name, history.state])
    })
    this.texts.push({ where: `storage ${name}`, text: stored })
    this.texts.push({ where: `cookies ${name}`, text: JSON.stringify(await context.cookies()) })
  }
}

export type Places = { stack: Stack; shown: Shown; profile: string; testInfo: TestInfo }

/** Searches every place where a value could have come to stand. Answers the search with how much it read of each place. */
export async function searchEverywhere(canaries: Canary[], places: Places) {
  const { stack, shown, profile, testInfo } = places
  const search = new LeakSearch(canaries)
  const read: Record<string, number> = {}
  const measured = async (place: string, work: () => unknown) => {
    const before = search.bytesRead
    await work()
    read[place] = search.bytesRead - before
  }
  await measured('answers', () => {
    for (const { method, target, head, body } of stack.recorder.answers) {
      search.text(`${target}\n${head}`, `head of ${method} ${pathOf(target)}`)
      search.bytes(body, `answer to ${method} ${pathOf(target)}`)
    }
  })
  await measured('pages and storage', () => {
    for (const { where, text } of shown.texts) search.text(text, where)
  })
  await measured('browser profile', () => searchFolder(search, profile))
  // The cache in it was written by the build, which knows of no canary.
  await measured('bundles', () => searchFolder(search, inProject('.next'), { except: [inProject('.next/cache')] }))
  await measured('tables', () => searchTables(search, stack.databaseUrl))
  const data = await dataFolder(stack.databaseUrl)
  await measured('data files', () => searchFolder(search, data, { except: [`${data}/pg_wal`] }))
  await measured('write-ahead log', () => searchFolder(search, `${data}/pg_wal`))
  await measured('home and logs', () => searchFolder(search, stack.home, { except: [data] }))
  await measured('test report', () => {
    searchFolder(search, inProject('test-results'))
    search.text(JSON.stringify(stepsOf(testInfo)), 'steps of the test report')
    search.text(JSON.stringify([testInfo.errors, testInfo.annotations, testInfo.title]), 'errors of the test report')
  })
  return { leaks: search.leaks, read }
}

const pathOf = (target: string) => target.split('?')[0] ?? ''

/** After a checkpoint, so that what memory held stands in the files. */
async function dataFolder(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('CHECKPOINT')
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
  await client.end()
  return rows[0]?.data_directory ?? ''
}

/** What a report is made from: every step of the test so far, Playwright's own among them. */
function stepsOf(testInfo: TestInfo): unknown {
  const { _steps: steps } = testInfo as unknown as { _steps: object[] }
  if (!Array.isArray(steps)) throw new Error('This Playwright keeps its steps elsewhere: the search would read none.')
  const seen = new WeakSet<object>()
  return JSON.parse(
    JSON.stringify(steps, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
      if (seen.has(value)) return undefined
      seen.add(value)
      return value
    }),
  )
}
