import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import pg from 'pg'
import { expect, test } from '../browser/test.ts'
import { inProject } from '../stack/run-up.ts'
import type { Canary } from './canary.ts'
import { type Places, searchEverywhere } from './everywhere.ts'

/** Puts a text into every place and searches for it: a search that misses one would find no leak there either. Closes the browser. */
export async function findPlanted(page: Page, context: BrowserContext, places: Places, planted: Canary): Promise<void> {
  const { stack, shown, testInfo } = places
  const { text } = planted
  const bundle = inProject('.next/static/planted.js')
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    await client.query('CREATE TABLE scratch (raw text, bytes bytea, compressed text)')
    const compressed = `${'a long text that compresses well '.repeat(200)}${text}${' and well '.repeat(300)}`
    await client.query('INSERT INTO scratch VALUES ($1, $2, $3)', [
      text,
      Buffer.from(text).toString('base64'),
      compressed,
    ])
    fs.appendFileSync(path.join(stack.home, 'up.log'), `{"event":"x","error":${JSON.stringify(`:${btoa(text)}`)}}\n`)
    fs.writeFileSync(bundle, `const key="${Buffer.from(text).toString('hex')}"`)
    fs.mkdirSync(testInfo.outputDir, { recursive: true })
    fs.writeFileSync(testInfo.outputPath('planted.txt'), encodeURIComponent(text))
    await test.step(`a step that names ${text}`, async () => {})
    await page.evaluate(plantInBrowser, text)
    await shown.keep(page, 'planted')
    await shown.keepStorage(page, context, 'planted')
    await context.close()
    const { leaks } = await searchEverywhere([planted], places)
    const found = leaks.map(({ where }) => where)
    const expected: Record<string, (where: string) => boolean> = {
      table: (where) => where === 'table public.scratch',
      'table, bytes': (where) => where === 'table public.scratch (binary)',
      'data files': (where) => where.includes('/data/base/'),
      'write-ahead log': (where) => where.includes('/data/pg_wal/'),
      log: (where) => where.endsWith('/up.log'),
      bundle: (where) => where === bundle,
      'test report': (where) => where.endsWith('planted.txt'),
      'steps of the test report': (where) => where === 'steps of the test report',
      page: (where) => where === 'page planted',
      storage: (where) => where === 'storage planted',
      cookies: (where) => where === 'cookies planted',
      'browser profile': (where) => where.startsWith(places.profile),
      'an answer': (where) => where.startsWith('head of GET /healthz'),
    }
    const missed = Object.entries(expected).filter(([, isIt]) => !found.some(isIt))
    expect(
      missed.map(([place]) => place),
      'places where the planted text was not found',
    ).toEqual([])
  } finally {
    await client.end()
    fs.rmSync(bundle, { force: true })
  }
}

async function plantInBrowser(text: string): Promise<void> {
  document.body.append(Object.assign(document.createElement('textarea'), { value: text }))
  localStorage.setItem('planted', text)
  // biome-ignore lint/suspicious/noDocumentCookie: planted on purpose.
  document.cookie = `planted=${encodeURIComponent(text)}; max-age=1000`
  await fetch(`/healthz?planted=${encodeURIComponent(text)}`)
  const cache = await caches.open('planted')
  await cache.put('/planted', new Response(text))
}
