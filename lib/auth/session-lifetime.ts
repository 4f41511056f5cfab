/** A session ends twelve hours after the sign-in, whatever happens in it. OWASP ASVS 7.3.2. */
export const sessionLifetimeMs = 12 * 60 * 60 * 1000
/** And two hours after the last request. OWASP ASVS 7.3.1. */
export const sessionIdleMs = 2 * 60 * 60 * 1000
/** How often a request is noted at most: writing at every one would double the cost of reading a page. */
export const touchEveryMs = 60 * 1000
