/** Anywhere in a name, without what stands between its words. */
const inside =
  /token|secret|passw(?:or)?d|passphrase|apikey|accesskey|privatekey|signingkey|authori[sz]ation|cookie|credential|session|sessid|jwt|bearer/

/** Only as words of their own: `pin` is in `shipping`. */
const words = new Set(['sid', 'pwd', 'pin', 'otp', 'auth', 'assertion', 'signature'])

/** What says something about a token and is none: token_type, password_expires_at, session_count. */
const about = /(?:type|count|limit|expires|expiry|expiresin|expiresat|ttl|url|uri|endpoint|length|status|lifetime)$/

/**
 * Whether a field, header or parameter of this name commonly holds a credential: access_token, refreshToken, X-Api-Key,
 * Set-Cookie, client_secret. Letter case, and what stands between the words, do not count. Pure and total.
 */
export function isTokenLike(name: string): boolean {
  const plain = name.normalize('NFKC')
  const parts = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  const squashed = parts.join('')
  if (about.test(squashed)) return false
  return inside.test(squashed) || parts.some((part) => words.has(part))
}
