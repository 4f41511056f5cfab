import { type ParseError, parse } from 'jsonc-parser'
import type { TextSegment } from './macros.ts'
import type { Place } from './template.ts'

const quote = 0x22
const backslash = 0x5c

/** For each reference and macro of a JSON body, in order, whether it stands inside a string or as a value of its own. */
export function placesInJson(segments: TextSegment[]): Place[] {
  const places: Place[] = []
  let isInString = false
  for (const segment of segments) {
    if (segment.kind !== 'text') {
      places.push(isInString ? 'json-string' : 'json-value')
      continue
    }
    for (let at = 0; at < segment.text.length; at += 1) {
      const code = segment.text.charCodeAt(at)
      if (code === quote) isInString = !isInString
      else if (code === backslash && isInString) at += 1
    }
  }
  return places
}

/**
 * Why a JSON body with stand-ins for its references is no JSON, or null. Threat: in text that is no JSON, "inside a
 * string" means nothing, so a value could be put in without the quotes that hold it.
 */
export function jsonBodyProblem(segments: TextSegment[]): { offset: number | null } | null {
  const places = placesInJson(segments)
  const starts: { probe: number; source: number }[] = []
  let probe = ''
  let nth = 0
  for (const segment of segments) {
    if (segment.kind === 'text') {
      starts.push({ probe: probe.length, source: segment.end - segment.text.length })
      probe += segment.text
      continue
    }
    const { start, end } = segment.kind === 'reference' ? segment.reference : segment
    starts.push({ probe: probe.length, source: start })
    // As long as the reference, so that positions in error messages are those of the saved text.
    probe += places[nth] === 'json-string' ? 'x'.repeat(end - start) : 'null'.padEnd(end - start)
    nth += 1
  }
  try {
    JSON.parse(probe)
    return null
  } catch {
    const offset = firstErrorIn(probe)
    const start = offset === null ? undefined : starts.findLast((each) => each.probe <= offset)
    return { offset: offset === null || !start ? null : start.source + offset - start.probe }
  }
}

function firstErrorIn(text: string): number | null {
  const errors: ParseError[] = []
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  } catch {
    // It recurses; nesting that is too deep for it has no position.
    return null
  }
  return errors[0]?.offset ?? null
}
