import type { Page } from '@playwright/test'
import type { Canary } from './canary.ts'
import { LeakSearch } from './leak-search.ts'

/** Searches everything that a page's scripts still hold, after the garbage is collected: form states, caches, detached elements. */
export async function searchHeap(page: Page, canaries: Canary[]): Promise<LeakSearch> {
  const search = new LeakSearch(canaries)
  const devtools = await page.context().newCDPSession(page)
  try {
    await devtools.send('HeapProfiler.collectGarbage')
    let rest = ''
    devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
      search.text(rest + chunk, 'the memory of the page')
      rest = chunk.slice(-search.overlap)
    })
    await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  } finally {
    await devtools.detach()
  }
  return search
}
