import { percentEncode } from './percent-encode.ts'
import type { Place } from './template.ts'

/** What is put in: `json` is its JSON source, where it may stand outside of quotes. */
export type TextAndJson = { text: string; json: string | null }

/** A value as it may stand in its place, or why it may not. The reason completes "The value of x …". */
export type Encoded = { text: string } | { problem: string }

/**
 * Puts a value into the form that its place needs, so that it can end nothing, begin nothing and reads back as
 * itself. Never throws. Threat: a value with a quote, a line break or an ampersand becomes a header, a field or a
 * parameter of its own.
 */
export function encodeValue(place: Exclude<Place, 'basic'>, value: TextAndJson): Encoded {
  // In JSON a half of a pair is written as an escape; no other form can carry it.
  if (!place.startsWith('json') && !value.text.isWellFormed())
    return { problem: 'has half a character, which cannot be sent' }
  return encoders[place](value)
}

const encoders: Record<Exclude<Place, 'basic'>, (value: TextAndJson) => Encoded> = {
  // Dot segments are judged over the whole segment, by compose-request.
  path: ({ text }) => ({ text: percentEncode(text) }),
  query: ({ text }) => ({ text: percentEncode(text) }),
  form: ({ text }) => ({ text: percentEncode(text).replaceAll('%20', '+') }),
  text: ({ text }) => ({ text }),
  header: ({ text }) => headerValue(text),
  'json-string': ({ text }) => ({ text: JSON.stringify(text).slice(1, -1) }),
  'json-value': ({ json }) =>
    json === null ? { problem: 'is not JSON, and stands outside of quotes' } : { text: json },
  'xml-text': ({ text }) => xml(text),
  'xml-attribute': ({ text }) => xml(text),
}

/** RFC 9110 section 5.5, and narrower: bytes above ASCII are read differently by every server. */
function headerValue(text: string): Encoded {
  if (/[\r\n\0]/.test(text)) return { problem: 'has a line break or a NUL, which no header can carry' }
  if (/[^\x20-\x7e]/.test(text))
    return { problem: 'has a character that is not printable ASCII, which a header cannot carry safely' }
  if (text.startsWith(' ') || text.endsWith(' '))
    return { problem: 'begins or ends with a space, which a header loses' }
  return { text }
}

/** XML 1.0 sections 2.2, 2.11 and 3.3.3: some characters cannot stand in XML at all; parsers change raw white space. */
function xml(text: string): Encoded {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML does not allow
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text))
    return { problem: 'has a control character, which XML cannot carry' }
  return { text: text.replace(/[&<>"'\t\n\r]/g, (mark) => `&#${mark.charCodeAt(0)};`) }
}
