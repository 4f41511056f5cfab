/** How something that looks like a reference begins. `problem` is null for the four openers that count. */
export type Opener = {
  /** Index behind the last character that belongs to the opener. */
  end: number
  braces: number
  problem: string | null
}

const brace = 0x7b
const space = 0x20

/**
 * Reads what begins at the brace at `start`: one of the openers `{secrets.`, `{secret:`, `{{secrets.`, `{{secret:` with
 * spaces inside, a near miss of one (with its problem), or null for a brace that is none of our business. Total, and
 * never looks behind the next brace. Threat: text that somebody took for a reference goes out as it stands, or text
 * that nobody took for one is replaced.
 */
export function readOpener(text: string, start: number): Opener | null {
  let at = start
  while (text.charCodeAt(at) === brace) at += 1
  const braces = at - start

  let hasOddSpace = false
  const skipSpaces = () => {
    while (isSpace(text.charCodeAt(at))) {
      if (text.charCodeAt(at) !== space) hasOddSpace = true
      at += 1
    }
  }
  skipSpaces()

  const wordStart = at
  while (isLetter(text.charCodeAt(at)) && at - wordStart <= 7) at += 1
  const word = text.slice(wordStart, at)
  const keyword = word.toLowerCase()
  if (keyword !== 'secret' && keyword !== 'secrets') return null

  skipSpaces()
  const separator = text.charAt(at)
  if (!['.', ':', '#', '}', ''].includes(separator)) return null
  if (separator === '.' || separator === ':') at += 1

  const problem = () => {
    if (separator === '') return 'it is not closed'
    if (separator === '}' || separator === '#') return 'the name of a secret is missing'
    if (word !== keyword) return `“${keyword}” must be written in lower case`
    if (keyword === 'secret' && separator === '.') return 'before a dot the word is “secrets”; “secret” takes a colon'
    if (keyword === 'secrets' && separator === ':') return 'before a colon the word is “secret”; “secrets” takes a dot'
    if (braces > 2) return `it has ${braces} opening braces; one or two are right`
    if (hasOddSpace) return 'only plain spaces may stand inside it'
    return null
  }
  return { end: at, braces, problem: problem() }
}

const isLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)

/** White space in the widest sense: what a person who pasted it would not see. */
function isSpace(code: number): boolean {
  if (code <= 0x20) return code === space || (code >= 0x09 && code <= 0x0d)
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0xad ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x2064) ||
    code === 0x3000 ||
    code === 0xfeff
  )
}
