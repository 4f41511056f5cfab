import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

// The other end of an endpoint with encryption: the documented example in JavaScript, run by the browser's WebCrypto.
const documentation = readFileSync(new URL('../../docs/allowlist.md', import.meta.url), 'utf8')
const example = /\n```js\n(.*?)\n```\n/s.exec(documentation)?.[1] ?? ''

/** Runs a call of the example in the browser, with the key's bytes as `key`. */
function inBrowser(page: Page, call: string, text: string, keyBytes: Buffer): Promise<string> {
  const given = JSON.stringify({ text, key: [...keyBytes] })
  return page.evaluate<string>(
    `(async () => { ${example}\nconst { text, key } = ${given}; return ${call}(text, new Uint8Array(key)) })()`,
  )
}

/** An envelope as the other end makes it. */
export const sealInBrowser = (page: Page, text: string, key: Buffer) => inBrowser(page, 'sealEnvelope', text, key)

/** What an envelope holds, as the other end opens it; rejects where it does not open. */
export const openInBrowser = (page: Page, envelope: string, key: Buffer) =>
  inBrowser(page, 'openEnvelope', envelope, key)
