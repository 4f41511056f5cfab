export type CurlCredential = { field: string; name: string | null; start: number; end: number; label: string }

/** A request as a command line says it. `credentials`: where in its fields something stands that is to be a secret. */
export type CurlRequest = {
  method: string
  /** https://host[:port] */
  origin: string
  path: string
  query: { name: string; value: string }[]
  headers: { name: string; value: string }[]
  bodyType: 'none' | 'json' | 'form' | 'xml' | 'text' | 'html'
  body: string
  followRedirects: boolean
  retries: number
  credentials: CurlCredential[]
  /** What of the command means something else here, a sentence each. */
  notes: string[]
}
