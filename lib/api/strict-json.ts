import { PosternError } from '#lib/core/errors.ts'

const mostLevels = 64

/**
 * The value of a JSON text. Throws `invalid` for what is no JSON (RFC 8259), has a name twice in an object (of which
 * different readers take different ones: RFC 8259, 4), a text with half a surrogate pair, or more than 64 levels.
 * The sentence quotes no value.
 */
export function strictJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new PosternError('invalid', 'The body is not JSON in UTF-8.')
  }
  assertStrict(text)
  return value
}

/** Walks a text that is JSON, without recursion: how deep it goes, and which names its objects have. */
function assertStrict(text: string): void {
  const open: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '{' || character === '[') {
      open.push(new Set())
      if (open.length > mostLevels)
        throw new PosternError('invalid', `Objects and lists of the body nest at most ${mostLevels} levels deep.`)
    } else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfString(text, at)
      const read = textAt(text, at, end)
      if (isName(text, end)) addName(open.at(-1), read)
      at = end
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function textAt(text: string, start: number, end: number): string {
  const read = text.slice(start + 1, end)
  if (!read.includes('\\')) return read
  const unescaped = JSON.parse(`"${read}"`) as string
  if (!unescaped.isWellFormed()) throw new PosternError('invalid', 'A text of the body is not well-formed Unicode.')
  return unescaped
}

/** Whether what ends here is the name of a member: a colon follows. */
const isName = (text: string, end: number): boolean => {
  let at = end + 1
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return text[at] === ':'
}

function addName(names: Set<string> | undefined, name: string): void {
  if (names?.has(name)) throw new PosternError('invalid', 'An object of the body has a field twice. Give each once.')
  names?.add(name)
}
