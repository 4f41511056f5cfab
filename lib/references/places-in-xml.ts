import type { TextSegment } from './macros.ts'
import { readMarkup } from './read-markup.ts'
import type { Place } from './template.ts'

/**
 * For each reference and macro of an XML body, in order, whether it stands in text or in an attribute's value; null for every
 * other place. Threat: in a tag, a comment, a CDATA section or a DOCTYPE, escaping does not hold a value inside.
 */
export function placesInXml(segments: TextSegment[]): (Place | null)[] {
  return readMarkup(segments).map((place) => {
    if (place.in === 'text') return 'xml-text'
    return place.in === 'attribute' ? 'xml-attribute' : null
  })
}
