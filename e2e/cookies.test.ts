import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { ChallengeKind } from '#lib/auth/challenge.ts'
import { challengeCookie } from '#lib/auth/challenge-cookie.ts'
import { deviceCookie } from '#lib/auth/device-cookie.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { ssoCookie } from '#lib/oidc/sso-cookie.ts'

const project = path.join(import.meta.dirname, '..')
const kinds: ChallengeKind[] = ['second_factor', 'passkey_sign_in', 'passkey_new', 'confirm', 'totp_new']

const cookiesOf = (url: URL) => [
  sessionCookie(url),
  deviceCookie(url),
  ssoCookie(url),
  ...kinds.map((kind) => challengeCookie(kind, url)),
]

test('every cookie that says who somebody is belongs to this host alone, over https, and no script reads it', () => {
  const overHttps = cookiesOf(new URL('https://postern.example'))
  for (const { name, options } of overHttps) {
    assert.match(name, /^__Host-postern-/)
    assert.deepEqual([options.httpOnly, options.secure, options.path, 'domain' in options], [true, true, '/', false])
    assert.match(options.sameSite, /^(lax|strict)$/)
  }
  assert.equal(new Set(overHttps.map(({ name }) => name)).size, overHttps.length)
  for (const { name, options } of cookiesOf(new URL('http://localhost:3000'))) {
    assert.match(name, /^postern-/)
    assert.deepEqual([options.httpOnly, options.secure], [true, false])
  }
})

test('no other file sets a cookie, but for the theme that somebody likes', () => {
  const files = ['app', 'lib', 'components', '.']
    .flatMap((folder) => {
      const names = readdirSync(path.join(project, folder), { recursive: folder !== '.' }).map(String)
      return names.map((name) => path.join(folder, name))
    })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^lib\/(?:testing|db\/generated)\//.test(file))
  const setters = files.filter((file) =>
    /\.cookies\.set\(|cookies\(\)\)\.set\(|\bjar\.set\(|['"]set-cookie['"]\s*[:,]|document\.cookie/i.test(
      readFileSync(path.join(project, file), 'utf8'),
    ),
  )
  assert.deepEqual(setters.sort(), [
    'components/frame/theme.ts',
    'lib/auth/challenge-cookie.ts',
    'lib/auth/device-cookie.ts',
    'lib/auth/hold-session.ts',
    'lib/oidc/sso-cookie.ts',
  ])
})
