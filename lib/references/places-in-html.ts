import type { TextSegment } from './macros.ts'
import { placesInXml } from './places-in-xml.ts'
import type { Place } from './template.ts'

/** Elements whose content is no text, or no text that escaping holds. HTML, section 13.2.5. */
const rawElement =
  /<\/?(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext|svg|math)(?![\w-])/gi

/** Attributes that a browser runs or goes to. */
const activeAttribute =
  /[\s/"'](?:on[\w-]*|style|srcdoc|srcset|href|src|action|formaction|ping|content|data|background|poster|xlink:href)\s*=\s*(?:"[^"]*|'[^']*)$/i

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
  const places = placesInXml(blanked)
  let before = ''
  let open: string | null = null
  let nth = 0
  for (const segment of blanked) {
    if (segment.kind === 'text') {
      for (const [tag, name] of segment.text.matchAll(rawElement)) {
        if (!tag.startsWith('</')) open ??= name?.toLowerCase() ?? null
        else if (open === name?.toLowerCase()) open = null
      }
      before = (before + segment.text).slice(-4096)
      continue
    }
    const isActive = places[nth] === 'xml-attribute' && activeAttribute.test(before)
    if (open !== null || (isActive && !isBehindOrigin(before))) places[nth] = null
    before += 'x'
    nth += 1
  }
  return places
}

/** In a link, a value may stand in path or query, behind a server's name that was typed. */
const isBehindOrigin = (before: string) =>
  /[\s/"'](?:href|src|background|poster)\s*=\s*["']https:\/\/[\w.-]+(:\d+)?[/?#][^"']*$/i.test(before)
