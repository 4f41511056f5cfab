export type NameAndValue = { name: string; value: string }

export type BodyType = 'none' | 'json' | 'form' | 'xml' | 'text' | 'html'

/** A request as it was saved: references are in it, values never. */
export type SavedFields = {
  method: string
  /** Empty, or from its first slash on; percent-encoded where it has to be. */
  path: string
  headers: NameAndValue[]
  /** Plain text: encoded when it is sent. */
  query: NameAndValue[]
  bodyType: BodyType
  /** Ignored if bodyType is 'none'. */
  body: string
}

/** How a request is sent. */
export type SendOptions = {
  followRedirects: boolean
  /** How often it is sent again where nothing, or a busy server, answered: 0 to 3, of methods that may be repeated. */
  retries: number
}

/**
 * How the requests of a connection authenticate. `value` is text with a reference: what follows `Bearer ` or `Basic `,
 * or the value of the header or query parameter `name`, which the other kinds leave empty.
 */
export type Auth = { kind: 'none' | 'bearer' | 'basic' | 'header' | 'query'; name: string; value: string }

/** What a connection adds to each of its requests, where the request does not set the same header or parameter itself. */
export type Connection = { auth: Auth; headers: NameAndValue[] }

/** What is sent: a saved request, and the base URL and connection of its integration, https://host[:port][/path]. */
export type StoredRequest = SavedFields & SendOptions & { baseUrl: string; connection?: Connection | undefined }
