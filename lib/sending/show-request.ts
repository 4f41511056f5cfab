import type { RequestTemplates } from '#lib/references/read-request.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { Piece, Template } from '#lib/references/template.ts'
import { withDefaults } from './compose-request.ts'
import { cut } from './cut.ts'
import { dots } from './dots.ts'
import type { ShownRequest } from './exchange.ts'
import type { Fill } from './fills.ts'

/**
 * The request as it may be shown: its saved text with what macros stand for, and dots where references stand and what is
 * filled in is sensitive. It is never searched for values.
 * Threat: a guess that stands beside a reference would be answered by what is dotted.
 */
export function showRequest(
  request: StoredRequest,
  { templates, fills }: { templates: RequestTemplates; fills: ReadonlyMap<Piece, Fill> },
  url: URL,
): ShownRequest {
  const shown = (piece: Piece) => {
    if (piece.kind === 'text') return piece.text
    const fill = fills.get(piece)
    return fill && !fill.isSensitive ? fill.text : dots
  }
  const show = (template: Template) => template.pieces.map(shown).join('')
  const basePath = new URL(request.baseUrl).pathname.replace(/\/$/, '')
  const query = templates.query.map((each) => `${each.name}=${show(each)}`).join('&')
  const path = `${basePath}${show(templates.path)}` || '/'
  const hasBody = templates.body !== null && request.body !== ''
  const headers = templates.headers.map((each) => ({ name: each.name, value: show(each) }))
  return {
    method: request.method,
    target: query === '' ? path : `${path}?${query}`,
    headers: [{ name: 'Host', value: url.host }, ...withDefaults(headers, hasBody ? request.bodyType : 'none')],
    body: hasBody && templates.body ? cut(show(templates.body)).text : '',
  }
}
