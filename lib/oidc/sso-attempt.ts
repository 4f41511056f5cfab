import { clock } from '#lib/core/clock.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { lengthPrefixed } from '#lib/crypto/length-prefixed.ts'
import { openSmall, sealSmall } from '#lib/crypto/seal-small.ts'
import { db } from '#lib/db/client.ts'
import { installationKey } from '#lib/keys/installation.ts'
import type { SsoPurpose } from './schema.ts'

/** What came back from the provider is judged by. */
export type SsoAttempt = {
  purpose: SsoPurpose
  state: string
  nonce: string
  verifier: string
  next: string | null
  /** Who must come back: of `confirm` and `connect` who began, of a session that is renewed whose it was. */
  personId: string | null
  sessionId: string | null
  startedAt: number
}

export const attemptLifetimeMs = 10 * 60 * 1000

/** Keeps what is expected back for ten minutes, sealed. Answers its id, of 122 random bits, which only a cookie carries. */
export async function keepAttempt(attempt: Omit<SsoAttempt, 'startedAt'>): Promise<string> {
  const now = clock.now()
  const { id } = await db().challenge.create({
    data: {
      kind: 'oidc',
      personId: attempt.personId,
      sealed: sealed({ ...attempt, startedAt: now.getTime() }),
      createdAt: now,
      expiresAt: new Date(now.getTime() + attemptLifetimeMs),
    },
    select: { id: true },
  })
  return id
}

/**
 * What was kept under this id, used up: of two answers that come at once the second finds nothing. Null if it is over, or
 * if `state` is not the one that was sent out; then it goes on waiting, so that no link ends what somebody else began.
 * RFC 6749, section 10.12; RFC 9700, section 4.7.
 */
export async function takeAttempt(id: string, state: string | null): Promise<SsoAttempt | null> {
  const where = { id, kind: 'oidc', expiresAt: { gt: clock.now() } }
  const row = await db().challenge.findFirst({ where, select: { sealed: true } })
  const attempt = row?.sealed ? opened(row.sealed) : null
  if (!attempt || attempt.state !== state) return null
  const { count } = await db().challenge.deleteMany({ where })
  return count === 1 ? attempt : null
}

function sealed(attempt: SsoAttempt): Uint8Array<ArrayBuffer> {
  return sealSmall(key(), new TextEncoder().encode(JSON.stringify(attempt)), associatedData())
}

function opened(bytes: Uint8Array): SsoAttempt {
  return JSON.parse(new TextDecoder().decode(openSmall(key(), bytes, associatedData())))
}

const key = () => deriveKey(installationKey(), 'oidc')
const associatedData = () => lengthPrefixed(['oidc-attempt', '1'])
