export type NameAndValue = { name: string; value: string }

export type BodyType = 'none' | 'json' | 'form' | 'xml' | 'text'

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

/** What is sent: a saved request and the base URL of its integration, https://host[:port][/path]. */
export type StoredRequest = SavedFields & SendOptions & { baseUrl: string }
