import { expect, type Page } from '@playwright/test'

/** Sees that none of these values is in the page any more, in any field of it, nor in anything that the browser keeps. */
export async function expectNowhere(page: Page, values: string[], when: string): Promise<void> {
  const found = await page.evaluate(async (texts) => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((field) => field.value)
    const databases = await indexedDB.databases()
    const places: Record<string, string> = {
      page: document.documentElement.outerHTML,
      fields: fields.join('\n'),
      address: location.href,
      history: JSON.stringify(history.state),
      'local storage': JSON.stringify({ ...localStorage }),
      'session storage': JSON.stringify({ ...sessionStorage }),
      cookies: document.cookie,
      databases: JSON.stringify(databases),
    }
    const caches = await window.caches.keys()
    const leaks = Object.keys(places).filter((place) => texts.some((text) => places[place]?.includes(text)))
    return [...leaks, ...databases.map(() => 'a database'), ...caches.map(() => 'a cache')]
  }, values)
  expect(found, `values in the browser ${when}`).toEqual([])
}
