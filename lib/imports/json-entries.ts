import { visit } from 'jsonc-parser'

/** One entry of an object or list: where it and its value stand in the text, whose first character is 0. */
export type JsonEntry = {
  /** Of an object; a list has none. */
  key: string | null
  line: number
  column: number
  range: [start: number, end: number]
  value: string
}

/** The entries of the object or list at the top of a text that is known to be JSON. Values are the text's own. */
export function jsonEntries(text: string): JsonEntry[] {
  const entries: JsonEntry[] = []
  let depth = 0
  let property: { key: string; offset: number } | null = null
  let opened = { offset: 0, line: 0, column: 0 }

  const add = (offset: number, end: number, line: number, column: number) => {
    const key = property?.key ?? null
    const range: [number, number] = [property?.offset ?? offset, end]
    entries.push({ key, line: line + 1, column: column + 1, range, value: text.slice(offset, end) })
    property = null
  }
  const open = (offset: number, _length: number, line: number, column: number) => {
    if (depth === 1) opened = { offset, line, column }
    depth += 1
  }
  const close = (offset: number, length: number) => {
    depth -= 1
    if (depth === 1) add(opened.offset, offset + length, opened.line, opened.column)
  }
  visit(
    text,
    {
      onObjectBegin: open,
      onArrayBegin: open,
      onObjectEnd: close,
      onArrayEnd: close,
      onObjectProperty: (key, offset) => {
        if (depth === 1) property = { key, offset }
      },
      onLiteralValue: (_value, offset, length, line, column) => {
        if (depth === 1) add(offset, offset + length, line, column)
      },
    },
    { disallowComments: true },
  )
  return entries
}
