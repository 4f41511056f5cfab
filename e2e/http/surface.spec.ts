import http from 'node:http'
import { expect, test } from '../browser/test.ts'
import type { Stack } from '../stack/start-stack.ts'
import { routes } from './action-manifest.ts'
import { ConsoleClient } from './console-client.ts'

// What everybody can reach, signed in or not: what the server answers beside its pages and routes.

const anyId = '3f0c1c52-8f62-4b6e-9a52-3f2f0d5f7f01'
const addressOf = (pattern: string) => pattern.replace(/\[[\w.]+\]/g, anyId)

/** A request of any method, by its head. */
function ask(stack: Stack, method: string, path: string, headers: http.OutgoingHttpHeaders = {}) {
  const { port, host } = new URL(stack.origin)
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers: { Host: host, ...headers } })
    request.on('error', reject)
    request.on('response', async (response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part as Buffer)
      const text = Buffer.concat(parts).toString()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    request.end()
  })
}

test('no answer lets another origin read it, and each says what it is', async ({ stack, tenants }) => {
  const owner = await ConsoleClient.signedIn(stack, tenants[0].people.owner)
  const { pages, apis } = routes()
  const targets = [...pages, ...apis, '/icon.svg', '/nothing/of/the/kind'].filter((each) => !each.startsWith('/_'))
  for (const target of targets.map(addressOf)) {
    for (const client of [owner, new ConsoleClient(stack)]) {
      const { status, headers, text } = await client.get(target, { Origin: 'https://evil.example' })
      expect(status, target).toBeLessThan(500)
      const allowed = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
      expect(allowed, target).toEqual([])
      if (text === '') continue
      expect(headers['content-type'], target).toMatch(
        /^(text\/[\w-]+; charset=utf-8|application\/([\w-]+\+)?json(; charset=utf-8)?|image\/svg\+xml)/i,
      )
      expect(headers['x-content-type-options'], target).toBe('nosniff')
    }
    const preflight = await ask(stack, 'OPTIONS', target, {
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'next-action',
    })
    expect(
      Object.keys(preflight.headers).filter((name) => name.startsWith('access-control-')),
      target,
    ).toEqual([])
  }
})

test('no file of the project and no folder is answered, and no TRACE', async ({ stack }) => {
  for (const path of [
    '/.git/config',
    '/.git/HEAD',
    '/.env',
    '/package.json',
    '/next.config.js',
    '/lib/core/env.ts',
    '/prisma/schema.prisma',
    '/root.key',
    '/.postern/root.key',
    '/_next/',
    '/_next/static/',
    '/_next/static/chunks/',
    '/_next/static/../../package.json',
    '/_next/static/..%2f..%2fpackage.json',
    '/_next/static/%2e%2e/%2e%2e/root.key',
    '/_next/server/server-reference-manifest.json',
    '/_next/image?url=%2ficon.svg&w=64&q=75',
    '/server-status',
    '/debug',
  ]) {
    const { status, text } = await ask(stack, 'GET', path)
    expect([307, 308, 400, 404], `${path}: ${status}`).toContain(status)
    expect(/"dependencies"|\[core\]|postern-root-key|generator client|Index of/.test(text), path).toBe(false)
  }
  for (const path of ['/', '/sign-in', '/healthz', '/api/console/any/activity', '/api/v1/secrets']) {
    const { status, text } = await ask(stack, 'TRACE', path, { 'X-Marker': 'c0ffee-marker' })
    expect(status, path).toBeGreaterThanOrEqual(400)
    expect(text.includes('c0ffee-marker'), path).toBe(false)
  }
})

test("a password's field is masked, can be filled by a manager, and takes what is pasted", async ({
  stack,
  newPage,
}) => {
  const page = await newPage()
  await page.goto(`${stack.origin}/sign-in`)
  const password = page.locator('input[name=password]')
  await expect(password).toHaveAttribute('type', 'password')
  await expect(password).toHaveAttribute('autocomplete', 'current-password')
  expect(await password.getAttribute('maxlength')).toBeNull()
  const pasted = await password.evaluate((field: HTMLInputElement) => {
    field.focus()
    const isTaken = field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))
    return isTaken && document.execCommand('insertText', false, 'pasted, with  spaces  ')
  })
  expect(pasted).toBe(true)
  await expect(password).toHaveValue('pasted, with  spaces  ')
})
