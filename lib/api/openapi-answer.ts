import { createHash } from 'node:crypto'
import { openApi } from './openapi.ts'

let made: { text: string; etag: string } | undefined

/** The description of the API, for anybody: it is the same in every installation of a version. Made once a process. */
export function openApiAnswer(request: Request): Response {
  made ??= written()
  const headers = {
    'Content-Type': 'application/openapi+json;version=3.1',
    ETag: made.etag,
  }
  // RFC 9110, 13.1.2: a list, each perhaps weak.
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
  if (known.includes(made.etag)) return new Response(null, { status: 304, headers })
  return new Response(made.text, { headers })
}

function written(): { text: string; etag: string } {
  const text = JSON.stringify(openApi())
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
}
