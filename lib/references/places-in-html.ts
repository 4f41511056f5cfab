import type { TextSegment } from './macros.ts'
import { type MarkupPlace, readMarkup } from './read-markup.ts'
import type { Place } from './template.ts'

/** Elements whose content is no text, or no text that escaping holds. HTML, section 13.2.5. */
const rawElement =
  /<\/?(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext|svg|math)(?![\w-])/gi

/** Attributes that a browser runs or goes to. */
const activeAttribute =
  /^(?:on[\w-]*|style|srcdoc|srcset|href|src|action|formaction|ping|content|data|background|poster|xlink:href)$/i

/** A DOCTYPE at the beginning, which every mail has, and nothing in it that could nest. */
const doctype = /^\s*<!doctype\s[^<>[\]]*>/i

/**
 * For each reference and macro of an HTML body, in order, whether it stands in text or in a quoted attribute's value; null
 * for every other place. Threat: in a script, a style sheet or an address that a browser follows, escaping does not
 * hold a value inside: the text of an event would run.
 */
export function placesInHtml(segments: TextSegment[]): (Place | null)[] {
  const blanked = segments.map((segment, index) =>
    segment.kind === 'text' && index === 0
      ? { ...segment, text: segment.text.replace(doctype, (text) => ' '.repeat(text.length)) }
      : segment,
  )
  const found = readMarkup(blanked)
  const places: (Place | null)[] = []
  let open: string | null = null
  for (const segment of blanked) {
    if (segment.kind === 'text') {
      for (const [tag, name] of segment.text.matchAll(rawElement)) {
        if (!tag.startsWith('</')) open ??= name?.toLowerCase() ?? null
        else if (open === name?.toLowerCase()) open = null
      }
      continue
    }
    const place = found[places.length]
    places.push(open === null && place ? placeOf(place) : null)
  }
  return places
}

function placeOf(place: MarkupPlace): Place | null {
  if (place.in === 'text') return 'xml-text'
  if (place.in === 'elsewhere') return null
  return activeAttribute.test(place.name) && !isBehindOrigin(place) ? null : 'xml-attribute'
}

/** In a link, a value may stand in path or query, behind a server's name that was typed. */
const isBehindOrigin = ({ name, value }: { name: string; value: string }) =>
  /^(?:href|src|background|poster)$/i.test(name) && /^https:\/\/[\w.-]+(:\d+)?[/?#]/i.test(value)
