import { decode, encode } from 'next-auth/jwt'
import { isUuid } from '#lib/core/is-uuid.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { installationKey } from '#lib/keys/installation.ts'
import { longestSessionHours } from './session-lifetime.ts'

/** Separates these keys from any other that next-auth derives of the same secret. */
const salt = 'postern-session'

const secret = () => deriveKey(installationKey(), 'session').export()

/** What the cookie holds: next-auth's encrypted token with the session's id in it and nothing else. */
export function sessionToken(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: secret(), salt, maxAge: longestSessionHours * 60 * 60 })
}

/** The session's id in a cookie that sessionToken() made, or null for anything else. Whether it still holds, the row says. */
export async function sessionIdIn(token: string): Promise<string | null> {
  if (token.length > 4096) return null
  const key = secret()
  const claims = await decode({ token, secret: key, salt }).catch(() => null)
  const id = claims?.sid
  return typeof id === 'string' && isUuid(id) ? id : null
}
