/** Names of which the value is a credential, whatever it looks like. */
const always =
  /^(?:authorization|proxy-authorization|cookie|set-cookie)$|(?:^|[-_.])(?:api|access|auth|client|private|secret|signing|subscription|master|admin|service|encryption|account|shared)[-_.]?(?:key|secret|password)$|(?:^|[-_.])(?:pass(?:word|wd|phrase)?|pwd|secret|credentials?|apikey|bearer)$|(?:api|access|auth|refresh|bearer|session|private|id|security|personal)[-_.]?token$/

/** Names of which it may be one: where the value looks drawn at random. */
const perhaps = /(?:^|[-_.])(?:token|key|auth|signature|sig|hmac|session|jwt|pat|otp|hash)$/

/** Names that only end like one. */
const never =
  /(?:next|prev|previous|page|paging|cursor|sync|continuation|csrf|xsrf|idempotency|public|primary|foreign|sort|partition|cache|routing|object|resource|max|min)[-_.]?(?:token|key)s?$/

/**
 * Whether what stands under a name (of a header, a parameter, a key) is a credential: always, where it looks like one, or
 * not by its name. `clientSecret`, `X-Client-Secret` and `client_secret` are one name.
 */
export function namesCredential(name: string): 'always' | 'perhaps' | 'no' {
  const plain = name
    .slice(-64)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
  if (never.test(plain)) return 'no'
  if (always.test(plain)) return 'always'
  return perhaps.test(plain) ? 'perhaps' : 'no'
}
