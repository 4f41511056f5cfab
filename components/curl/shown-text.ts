import type { CurlRequest } from '#lib/curl/curl-request.ts'

/** A field's text in pieces, null where a credential stands. */
export function shownText(request: CurlRequest, field: string, text: string): { start: number; text: string | null }[] {
  const pieces: { start: number; text: string | null }[] = []
  let at = 0
  const hidden = request.credentials.filter((each) => each.field === field)
  for (const { start, end } of hidden.sort((one, other) => one.start - other.start)) {
    if (start > at) pieces.push({ start: at, text: text.slice(at, start) })
    pieces.push({ start, text: null })
    at = end
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at) })
  return pieces
}
