import type { TextSegment } from './macros.ts'
import type { Place } from './template.ts'

/**
 * For each reference and macro of a form body (`name=value&name=value`), in order, whether it stands in a value; null in a
 * field's name. WHATWG URL, application/x-www-form-urlencoded.
 */
export function placesInForm(segments: TextSegment[]): (Place | null)[] {
  const places: (Place | null)[] = []
  let isInValue = false
  for (const segment of segments) {
    if (segment.kind !== 'text') {
      places.push(isInValue ? 'form' : null)
      continue
    }
    const lastAmpersand = segment.text.lastIndexOf('&')
    if (lastAmpersand !== -1) isInValue = false
    if (segment.text.includes('=', lastAmpersand + 1)) isInValue = true
  }
  return places
}
