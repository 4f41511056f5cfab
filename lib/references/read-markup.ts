import type { TextSegment } from './macros.ts'

type State =
  | 'text'
  | 'tag-name'
  | 'tag'
  | 'name'
  | 'after-name'
  | 'before-value'
  | 'unquoted'
  | '"'
  | "'"
  | 'comment'
  | 'cdata'
  | 'instruction'
  | 'declaration'

/** Where in markup something stands: in text, in the quoted value of an attribute with what precedes it there, or elsewhere. */
export type MarkupPlace = { in: 'text' } | { in: 'attribute'; name: string; value: string } | { in: 'elsewhere' }

/**
 * For each reference and macro of an XML or HTML text, in order, where it stands. Total and linear. A quote begins a value
 * behind the = of an attribute alone. Threat: in `title=it's {{event.x}}` a quote that belongs to an unquoted value passes
 * for the beginning of one, and what is filled in becomes an attribute. XML 1.0 sections 2.4 to 2.8; HTML, section 13.2.5.
 */
export function readMarkup(segments: TextSegment[]): MarkupPlace[] {
  const places: MarkupPlace[] = []
  let state: State = 'text'
  let name = ''
  let value = ''
  for (const segment of segments) {
    if (segment.kind !== 'text') {
      if (state === 'text') places.push({ in: 'text' })
      else if (state !== '"' && state !== "'") places.push({ in: 'elsewhere' })
      else {
        places.push({ in: 'attribute', name, value })
        value += 'x'
      }
      continue
    }
    for (let at = 0; at < segment.text.length; ) {
      const next = step(state, segment.text, at)
      const character = segment.text.charAt(at)
      if (next.state === 'name') name = state === 'name' ? name + character : character
      if (state === '"' || state === "'") value += character
      else value = ''
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
      return to(begins('<') ? 'tag-name' : 'text')
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
    default:
      return to(inTag(state, text.charAt(at)))
  }
}

type InTag = Extract<State, 'tag-name' | 'tag' | 'name' | 'after-name' | 'before-value' | 'unquoted'>

function inTag(state: InTag, character: string): State {
  if (character === '>') return 'text'
  const isSpace = /[\t\n\f\r ]/.test(character)
  switch (state) {
    case 'tag-name':
      return isSpace || character === '/' ? 'tag' : 'tag-name'
    case 'tag':
      return isSpace || character === '/' ? 'tag' : 'name'
    case 'name':
    case 'after-name':
      if (character === '/') return 'tag'
      if (character === '=') return 'before-value'
      if (isSpace) return 'after-name'
      return 'name'
    case 'before-value':
      if (character === '"' || character === "'") return character
      return isSpace ? 'before-value' : 'unquoted'
    case 'unquoted':
      return isSpace ? 'tag' : 'unquoted'
  }
}
