import { createScanner, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser'

/** Where and why a text is not a JSON value that Postern stores. Lines and columns count from 1. */
export type JsonProblem = { line: number; column: number; offset: number; length: number; message: string }

export const maxJsonDepth = 32

const reasons: Partial<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidSymbol: 'this is not a JSON value. Text stands in double quotes',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a key in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'the object is not closed: “}” is expected here',
  CloseBracketExpected: 'the list is not closed: “]” is expected here',
  EndOfFileExpected: 'nothing may follow the object',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the text is not closed: a double quote is expected',
  UnexpectedEndOfNumber: 'the number ends too early',
  InvalidUnicode: 'this is not a \\u escape of four hex digits',
  InvalidEscapeCharacter: 'there is no such escape in JSON',
  InvalidCharacter: 'this character must be escaped inside text',
}

/**
 * The first reason why `text` is not a JSON object that can be stored, or null: RFC 8259, an object at the top, no
 * duplicate key in any object, at most 32 levels. Messages quote keys, never values. Of a file of
 * many, `isFile`, which may be a list, keys are not judged: each object in it is, on its own, with the line it begins on.
 */
export function jsonProblem(text: string, { isFile = false, firstLine = 1 } = {}): JsonProblem | null {
  const at = (offset: number, length: number, message: string): JsonProblem => {
    const before = text.slice(0, offset)
    const line = before.split('\n').length + firstLine - 1
    return { line, column: offset - before.lastIndexOf('\n'), offset, length: Math.max(1, length), message }
  }
  if (text.trim() === '') return at(0, 1, 'enter a JSON object, like {"key": "value"}')
  const first = text.trimStart().at(0)
  if (first === '[' && !isFile) return at(text.indexOf('['), 1, 'an object is expected at the top, not a list')
  const levels = isFile ? maxJsonDepth + 3 : maxJsonDepth
  const tooDeep = offsetBelow(text, levels)
  if (tooDeep !== null) return at(tooDeep, 1, `objects and lists nest at most ${levels} levels deep`)

  // Only where it stands: line and column are counted once, at the end. For each error, a hostile text of 64 KiB would
  // hold up the process for half a minute.
  let earliest: { offset: number; length: number; message: () => string } | null = null
  const note = (offset: number, length: number, message: () => string) => {
    if (!earliest || offset < earliest.offset) earliest = { offset, length, message }
  }
  const open: (Map<string, number> | null)[] = []
  visit(
    text,
    {
      onObjectBegin: () => void open.push(new Map()),
      onObjectEnd: () => void open.pop(),
      onArrayBegin: () => void open.push(null),
      onArrayEnd: () => void open.pop(),
      onObjectProperty: (key, offset, length, startLine) => {
        const keys = open.at(-1)
        const before = keys?.get(key)
        if (before !== undefined && !isFile) {
          note(
            offset,
            length,
            () => `the key ${JSON.stringify(key)} is already on line ${before}. Rename or remove one of them`,
          )
        } else keys?.set(key, startLine + firstLine)
      },
      onError: (code: ParseErrorCode, offset, length) => {
        note(offset, length, () => reasons[printParseErrorCode(code)] ?? 'this is not JSON')
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  )
  const found = earliest as { offset: number; length: number; message: () => string } | null
  if (found) return at(found.offset, found.length, found.message())
  if (first !== '{' && !(isFile && first === '['))
    return at(0, 1, 'an object is expected at the top, like {"key": "value"}')
  try {
    JSON.parse(text)
    return null
  } catch {
    // The parser above is lenient in corners (control characters, odd white space); JSON.parse has the last word.
    return at(0, 1, 'this is not JSON')
  }
}

/** Where the nesting exceeds `most` levels, or null. A scan, because the parser recurses: a text must not decide how deep our stack grows. */
function offsetBelow(text: string, most: number): number | null {
  const scanner = createScanner(text, true)
  let depth = 0
  for (;;) {
    scanner.scan()
    const offset = scanner.getTokenOffset()
    if (offset >= text.length) return null
    const token = text[offset]
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (depth > most) return offset
  }
}

/** `Line 9, column 3: the key "user" is already on line 3. Rename or remove one of them.` */
export function sentenceOf(problem: JsonProblem): string {
  return `Line ${problem.line}, column ${problem.column}: ${problem.message}.`
}
