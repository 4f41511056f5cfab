import { counted, countOne } from './throttle.ts'

/** Passwords that may be tried with one link in a quarter of an hour: each is judged, and hashed before the link is used up. */
export const passwordsPerLink = 20

/**
 * Counts a password that comes with a link which holds, before it is judged: whoever has one link must not keep this
 * machine busy with it, in the place in the queue that people at their own browsers have. Throws `rate_limited`.
 */
export async function countLinkUse(tokenHash: Uint8Array, address: string): Promise<void> {
  const key = Buffer.from(tokenHash).toString('base64url')
  await countOne(counted('link', [key], passwordsPerLink, 'Too many passwords were tried with this link.'), address)
}
