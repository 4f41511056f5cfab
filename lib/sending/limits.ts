/** Every limit of a send, each with its reason. Sizes in bytes, times in milliseconds. */

/** Name, TCP and TLS together: slower than that, somebody watches a button for nothing. */
export const connectTimeoutMs = 10_000

/** From the writing of the request to the answer's headers: slow reports and cold functions take tens of seconds. */
export const headersTimeoutMs = 30_000

/** The whole answer body, not the pause between two bytes: a drip of bytes must not hold a connection for ever. */
export const bodyTimeoutMs = 30_000

/** The three of them; tests set shorter ones. */
export type Deadlines = { connectMs: number; headersMs: number; bodyMs: number }
export const deadlines: Deadlines = {
  connectMs: connectTimeoutMs,
  headersMs: headersTimeoutMs,
  bodyMs: bodyTimeoutMs,
}

/** Informational answers (RFC 9110 section 15.2) before the one that counts: servers send one or two. */
export const maxInterimAnswers = 8

/** How long a connection waits for the next request: less than servers commonly wait, so that it is rarely stale. */
export const maxIdleMs = 4_000

/** Of one owner to one origin: what a burst leaves behind and the next one takes up. */
export const maxIdleConnectionsPerKey = 16

/** Of all owners: file descriptors of this process and of others. */
export const maxIdleConnections = 256

/** Head and body as sent: 64 KiB of secret may stand in several places, encoded at three bytes each. */
export const maxRequestBytes = 1024 * 1024

/** An answer is read, decoded and searched to its end, so this bounds memory and time of one send. */
export const maxAnswerBytes = 1024 * 1024

/** What is shown of an answer, redacted before it is cut: enough to understand it, little to fish in. */
export const maxShownBytes = 64 * 1024

/** An answer's head: llhttp's own default is 16 KiB, some gateways need more. */
export const maxAnswerHeadBytes = 64 * 1024

/** What an answer is searched for, in every spelling: two values of the largest size and their lines. It bounds memory. */
export const maxNeedleBytes = 4 * 1024 * 1024

/** Values that are also searched for in two encodings, one inside the other: many times their size. */
export const maxNestedBytes = 2 * 1024

/** What may be held back of a stream until it is known whether it is a value: the largest one, and six bytes for each of its own. */
export const maxHeldBytes = 4 * 1024 * 1024

/** Shorter values occur by chance, and dots over chance text would tell what the value is. */
export const minRedactableBytes = 8

/** Lookups of one domain at once. The system has 32 threads for them: see scripts/launcher/child-environment.mjs. */
export const maxLookups = 4

/** What is handed on at once of an answer that comes in crumbs: each piece costs as much as some kilobytes. */
export const enoughBytes = 16 * 1024

/** As many as a login page and a load balancer need together; a loop is told as one soon. */
export const maxRedirects = 5
