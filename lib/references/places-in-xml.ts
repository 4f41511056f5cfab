import type { TextSegment } from './macros.ts'
import type { Place } from './template.ts'

type State = 'text' | 'tag' | '"' | "'" | 'comment' | 'cdata' | 'instruction' | 'declaration'

/**
 * For each reference and macro of an XML body, in order, whether it stands in text or in an attribute's value; null for every
 * other place. Threat: in a tag, a comment, a CDATA section or a DOCTYPE, escaping does not hold a value inside.
 * XML 1.0 sections 2.4 to 2.8.
 */
export function placesInXml(segments: TextSegment[]): (Place | null)[] {
  const places: (Place | null)[] = []
  let state: State = 'text'
  for (const segment of segments) {
    if (segment.kind !== 'text') {
      if (state === 'text') places.push('xml-text')
      else places.push(state === '"' || state === "'" ? 'xml-attribute' : null)
      continue
    }
    for (let at = 0; at < segment.text.length; ) {
      const next = step(state, segment.text, at)
      state = next.state
      at += next.length
    }
  }
  return places
}

/** Markup that a reference cuts in two is not recognised: what follows is judged as the text that it then is. */
function step(state: State, text: string, at: number): { state: State; length: number } {
  const begins = (mark: string) => text.startsWith(mark, at)
  const to = (next: State, length = 1) => ({ state: next, length })
  switch (state) {
    case 'text':
      if (begins('<!--')) return to('comment', 4)
      if (begins('<![CDATA[')) return to('cdata', 9)
      if (begins('<?')) return to('instruction', 2)
      if (begins('<!')) return to('declaration', 2)
      return to(begins('<') ? 'tag' : 'text')
    case 'tag':
      if (begins('"')) return to('"')
      if (begins("'")) return to("'")
      return to(begins('>') ? 'text' : 'tag')
    case '"':
    case "'":
      return to(begins(state) ? 'tag' : state)
    case 'comment':
      return begins('-->') ? to('text', 3) : to('comment')
    case 'cdata':
      return begins(']]>') ? to('text', 3) : to('cdata')
    case 'instruction':
      return begins('?>') ? to('text', 2) : to('instruction')
    case 'declaration':
      // A DOCTYPE can nest and quote; nothing behind it is taken for text again, so references there are refused.
      return to('declaration')
  }
}
