// An oracle: whether somebody who reads a text could get a value out of it. It shares no code with what redacts, and
// goes the other way: it decodes whatever looks encoded, with the decoders of the platform, and looks.

/** Whether eight bytes in a row of `value` can be read in `text`, as they are or in a usual encoding. */
export function findsValue(text: string, value: string): boolean {
  const wanted = windowsOf(Buffer.from(value, 'utf8'))
  return readings(text).some((bytes) => wanted.some((window) => bytes.includes(window)))
}

/** All of a short value; of a long one its ends and what lies evenly between. */
function windowsOf(bytes: Buffer): Buffer[] {
  const last = Math.max(0, bytes.length - 8)
  const step = Math.max(1, last / 40)
  const windows: Buffer[] = []
  for (let start = 0; start < last; start += step)
    windows.push(bytes.subarray(Math.floor(start), Math.floor(start) + 8))
  return [...windows, bytes.subarray(last)]
}

/** The text, with up to three layers of escapes undone in every order; what each is out of Base64 and hex, and what that is again. */
function readings(text: string): Buffer[] {
  const texts = unescaped(text, 3)
  const decoded = texts.flatMap(outOfEncodings)
  const inside = decoded.flatMap((bytes) => unescaped(bytes.toString('utf8'), 1))
  return [
    ...[...texts, ...inside].map((each) => Buffer.from(each, 'utf8')),
    ...decoded,
    ...inside.flatMap(outOfEncodings),
  ]
}

function unescaped(text: string, depth: number): string[] {
  const texts = new Set([text])
  let newest = [text]
  for (let layer = 0; layer < depth; layer += 1) {
    newest = newest
      .flatMap((each) => [percentUndone, plusUndone, jsonUndone, xmlUndone, linesJoined].map((undo) => undo(each)))
      .filter((each) => !texts.has(each) && texts.add(each))
  }
  return [...texts]
}

const outOfEncodings = (text: string) => [...base64Readings(text), ...hexReadings(text)]

function base64Readings(text: string): Buffer[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{10,}/g) ?? []
  return runs.flatMap((run) => [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64url')))
}

function hexReadings(text: string): Buffer[] {
  const runs = text.match(/[0-9a-f]{16,}/gi) ?? []
  return runs.flatMap((run) => [0, 1].map((skipped) => Buffer.from(run.slice(skipped), 'hex')))
}

function percentUndone(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}

const plusUndone = (text: string) => percentUndone(text.replaceAll('+', ' '))

function jsonUndone(text: string): string {
  return text.replace(/\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/g, (escaped) => JSON.parse(`"${escaped}"`) as string)
}

function xmlUndone(text: string): string {
  const named: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
  return text
    .replace(/&#x0*([0-9a-f]{1,6});/gi, (_, hex: string) => character(Number.parseInt(hex, 16)))
    .replace(/&#0*(\d{1,7});/g, (_, decimal: string) => character(Number(decimal)))
    .replace(/&(?:lt|gt|quot|apos|amp);/g, (name) => named[name] ?? name)
}

const character = (code: number) => (code > 0x10ffff ? '' : String.fromCodePoint(code))

const linesJoined = (text: string) => text.replace(/[\r\n]+/g, '')
