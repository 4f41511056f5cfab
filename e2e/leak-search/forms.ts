/**
 * One way in which a text may stand in bytes, cut into units: what becomes of one character or byte of it. Any `span`
 * units in a row are searched for, so that half a value, a value cut into lines or one that PostgreSQL compressed is
 * found as well as a whole one.
 */
export type Form = { name: string; units: Buffer[]; span: number }

const latin1 = (texts: Iterable<string>): Buffer[] => [...texts].map((text) => Buffer.from(text, 'latin1'))
const pieces = (bytes: Uint8Array, size: number): Buffer[] =>
  Array.from({ length: bytes.length / size }, (_, index) =>
    Buffer.from(bytes.subarray(index * size, (index + 1) * size)),
  )

/** How many characters of a value in a row are a leak. */
const span = 8

/** Every form of `text` that is searched for. */
export function formsOf(text: string): Form[] {
  const bytes = Buffer.from(text, 'utf8')
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'))
  const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  const fourDigits = codes.map((code) => code.toString(16).padStart(4, '0'))
  const le = Buffer.from(text, 'utf16le')
  const upper = (texts: string[]) => texts.map((part) => part.toUpperCase())
  const form = (name: string, units: Buffer[]): Form => ({ name, units, span })
  return [
    form('raw', pieces(bytes, 1)),
    form('lower case', pieces(Buffer.from(text.toLowerCase()), 1)),
    form('upper case', pieces(Buffer.from(text.toUpperCase()), 1)),
    form('backwards', pieces(Buffer.from(bytes).reverse(), 1)),
    form('UTF-16 LE', pieces(le, 2)),
    form('UTF-16 BE', pieces(Buffer.from(le).swap16(), 2)),
    form('hex', latin1(hex)),
    form('HEX', latin1(upper(hex))),
    form('hex with spaces', latin1(hex.map((part) => `${part} `))),
    form('percent, lower case', latin1(hex.map((part) => `%${part}`))),
    form('percent, upper case', latin1(upper(hex).map((part) => `%${part}`))),
    form('JSON escapes, lower case', latin1(fourDigits.map((part) => `\\u${part}`))),
    form('JSON escapes, upper case', latin1(upper(fourDigits).map((part) => `\\u${part}`))),
    form('decimal list', latin1([...bytes].map((byte) => `${byte},`))),
    form('octal escapes', latin1([...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`))),
    form('decimal entities', latin1(codes.map((code) => `&#${code};`))),
    form('hex entities', latin1(codes.map((code) => `&#x${code.toString(16)};`))),
    ...[0, 1, 2].flatMap((offset) => [
      form(`Base64 at offset ${offset}`, latin1(insideBase64(bytes, offset))),
      form(`Base64url at offset ${offset}`, latin1(inUrlAlphabet(insideBase64(bytes, offset)))),
    ]),
  ]
}

const inUrlAlphabet = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')

/** The characters that Base64 gives `bytes` when `offset` others stand before them: those that no neighbour decides. */
function insideBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const first = [0, 2, 3][offset] ?? 0
  return (offset + bytes.length) % 3 === 0 ? text.slice(first) : text.slice(first, -1)
}
