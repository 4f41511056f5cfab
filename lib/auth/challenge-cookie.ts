import { cookies } from 'next/headers.js'
import { env } from '#lib/core/env.ts'
import type { ChallengeKind } from './challenge.ts'
import { challengeLifetimeMs } from './challenge.ts'
import { claimsIn, cookieToken } from './cookie-token.ts'

/**
 * Name and attributes of the cookie by which one browser finds its challenge again: no script reads it, and no request
 * that another site began carries it. RFC 6265bis, OWASP ASVS 3.3.
 */
export function challengeCookie(kind: ChallengeKind, url: URL = env().url) {
  const isSecure = url.protocol === 'https:'
  const name = `postern-${kind.replaceAll('_', '-')}`
  return {
    name: isSecure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure },
  } as const
}

const maxAge = challengeLifetimeMs / 1000

/** Gives the browser what it finds this challenge by. */
export async function holdChallenge(kind: ChallengeKind, id: string): Promise<void> {
  const { name, options } = challengeCookie(kind)
  ;(await cookies()).set(name, await cookieToken(`challenge:${kind}`, { id }, maxAge), { ...options, maxAge })
}

/** The id of the challenge that this browser holds, or null. Whether it still waits, the row says. */
export async function heldChallenge(kind: ChallengeKind): Promise<string | null> {
  const claims = await claimsIn(`challenge:${kind}`, (await cookies()).get(challengeCookie(kind).name)?.value)
  return typeof claims?.id === 'string' ? claims.id : null
}

export async function dropChallenge(kind: ChallengeKind): Promise<void> {
  const { name, options } = challengeCookie(kind)
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
