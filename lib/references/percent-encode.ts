/** Percent-encodes what is not unreserved, as UTF-8: for a value of a path segment or a query. RFC 3986 section 2.3. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}
