import { cookies } from 'next/headers.js'
import { claimsIn, cookieToken } from '#lib/auth/cookie-token.ts'
import { env } from '#lib/core/env.ts'
import { attemptLifetimeMs } from './sso-attempt.ts'

/**
 * By which one browser finds again what it went to the provider with. `lax`, because the provider sends it back, and a
 * `strict` cookie would not come along. RFC 6265bis, OWASP ASVS 3.3.
 */
export function ssoCookie(url: URL = env().url) {
  const isSecure = url.protocol === 'https:'
  return {
    name: isSecure ? '__Host-postern-sso' : 'postern-sso',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
  } as const
}

const maxAge = attemptLifetimeMs / 1000

export async function holdAttempt(id: string): Promise<void> {
  const { name, options } = ssoCookie()
  ;(await cookies()).set(name, await cookieToken('sso', { id }, maxAge), { ...options, maxAge })
}

/** The id of what this browser began, or null. Whether it still waits, the row says. */
export async function heldAttempt(): Promise<string | null> {
  const claims = await claimsIn('sso', (await cookies()).get(ssoCookie().name)?.value)
  return typeof claims?.id === 'string' ? claims.id : null
}

export async function dropAttempt(): Promise<void> {
  const { name, options } = ssoCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
