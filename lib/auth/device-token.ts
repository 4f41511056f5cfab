import { randomUUID } from 'node:crypto'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { keyedHash } from '#lib/crypto/keyed-hash.ts'
import { installationKey } from '#lib/keys/installation.ts'
import { claimsIn, cookieToken } from './cookie-token.ts'

export const deviceDays = 90
/** People who share a browser: the one who did not sign in for longest is forgotten. */
const mostAccounts = 5

type Known = { account: string; device: string }

/**
 * A browser's token with this account in it, too: the account's device is a random id, kept as long as the browser keeps
 * signing in. It opens nothing; it says only that the account's person has signed in with this browser before.
 */
export async function deviceToken(before: string | undefined, email: string): Promise<string> {
  const account = accountOf(email)
  const known = await knownIn(before)
  const device = known.find((each) => each.account === account)?.device ?? randomUUID()
  const others = known.filter((each) => each.account !== account)
  const devices = [{ account, device }, ...others].slice(0, mostAccounts)
  return cookieToken('device', { devices }, deviceDays * 24 * 60 * 60)
}

/** The id of this browser for an account, or null if nobody has signed in to it here in the last 90 days. */
export async function deviceIn(token: string | undefined, email: string): Promise<string | null> {
  const account = accountOf(email)
  return (await knownIn(token)).find((each) => each.account === account)?.device ?? null
}

async function knownIn(token: string | undefined): Promise<Known[]> {
  const claims = await claimsIn('device', token)
  return Array.isArray(claims?.devices) ? (claims.devices as Known[]) : []
}

const accountOf = (email: string) =>
  Buffer.from(keyedHash(deriveKey(installationKey(), 'device'), [email])).toString('base64url')
