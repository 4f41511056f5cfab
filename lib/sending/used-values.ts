/**
 * What a send puts in for a reference. `text` is the value as text, `json` its JSON source where it has one, `pair` a
 * username and password that are used whole.
 */
export type OpenedValue = {
  text: string
  json: string | null
  pair: { username: string; password: string } | null
  /** How redaction treats it: a username may be short, a boolean hides nothing. */
  kind: 'secret' | 'username' | 'boolean' | 'whole-json'
}
