// An oracle: whether somebody who reads a text could get a value out of it. It shares no code with what redacts, and
// goes the other way: it decodes whatever looks encoded, with the decoders of the platform, and looks.

/** Whether eight bytes in a row of `value` can be read in `text`, as they are or in a usual encoding. */
export function findsValue(text: string, value: string): boolean {
  const wanted = windowsOf(Buffer.from(value, 'utf8'))
  return readings(text, 3).some((bytes) => wanted.some((window) => bytes.includes(window)))
}

function windowsOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: Math.max(1, bytes.length - 7) }, (_, start) => bytes.subarray(start, start + 8))
}

function readings(text: string, depth: number): Buffer[] {
  const found = [Buffer.from(text, 'utf8'), ...base64Readings(text), ...hexReadings(text)]
  if (depth === 0) return found
  for (const undo of [percentUndone, plusUndone, jsonUndone, xmlUndone, linesJoined]) {
    const undone = undo(text)
    if (undone !== text) found.push(...readings(undone, depth - 1))
  }
  return found
}

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
  return text.replace(/\\(?:u[0-9a-f]{4}|["\\/bfnrt])/gi, (escaped) => JSON.parse(`"${escaped}"`) as string)
}

function xmlUndone(text: string): string {
  const named: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
  return text
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_, decimal: string) => String.fromCodePoint(Number(decimal)))
    .replace(/&(?:lt|gt|quot|apos|amp);/g, (name) => named[name] ?? name)
}

const linesJoined = (text: string) => text.replace(/[\r\n]+/g, '')
