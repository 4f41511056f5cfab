/** A session ends twelve hours after the sign-in, whatever happens in it, unless an organization's policy says otherwise. OWASP ASVS 7.3.2. */
export const sessionHours = 12
/** And two hours after the last request. OWASP ASVS 7.3.1. */
export const sessionIdleMinutes = 120
/** What no policy goes beyond: so long a row and its cookie may hold at most. */
export const longestSessionHours = 720
/** How often a request is noted at most: writing at every one would double the cost of reading a page. */
export const touchEveryMs = 60 * 1000
