import { jsonStrings } from './json-part.ts'
import { minRedactableBytes } from './limits.ts'
import type { OpenedValue } from './used-values.ts'

/** Bytes to search for. `isBase64`: the characters beside them can hold a few bits of the value too. */
export type Needle = { bytes: Buffer; isBase64: boolean }

/**
 * What to search an answer for: every value that was put in, each line of one with several, each text in a JSON one,
 * a pair also whole; as they are, in hex, and in Base64 and Base64url at each of their three alignments. What is
 * percent-, JSON- or XML-escaped is found by decoding the answer (see decoded-views).
 */
export function needlesOf(values: Iterable<OpenedValue>): Needle[] {
  const texts = new Set<string>()
  for (const value of values) {
    if (value.kind === 'boolean') continue
    for (const text of [value.text, value.pair?.username ?? '', value.pair?.password ?? '']) {
      texts.add(text)
      for (const line of text.split(/\r\n|\r|\n/)) if (!isPemArmour(line)) texts.add(line).add(line.trim())
    }
    if (value.kind === 'whole-json' && value.json !== null) {
      for (const leaf of jsonStrings(value.json))
        for (const line of [leaf, ...leaf.split(/\r\n|\r|\n/)]) if (!isPemArmour(line)) texts.add(line)
    }
  }
  const needles = new Map<string, Needle>()
  const add = (bytes: Buffer, isBase64: boolean) => {
    const key = bytes.toString('latin1')
    const known = needles.get(key)
    needles.set(key, { bytes, isBase64: isBase64 || (known?.isBase64 ?? false) })
  }
  for (const text of texts) {
    const bytes = Buffer.from(text, 'utf8')
    if (bytes.byteLength < minRedactableBytes) continue
    add(bytes, false)
    add(Buffer.from(bytes.toString('hex')), false)
    add(Buffer.from(bytes.toString('hex').toUpperCase()), false)
    for (const core of base64Cores(bytes)) add(Buffer.from(core), true)
  }
  return [...needles.values()]
}

/**
 * Whether an exchange with this value is not shown at all: dots over something so short would be chance, and their
 * absence too. A username is no secret, and a boolean hides nothing.
 */
export function isTooShort(value: OpenedValue): boolean {
  if (value.kind === 'username' || value.kind === 'boolean') return false
  const texts = value.pair ? [value.pair.password] : [value.text]
  if (value.kind === 'whole-json' && value.json !== null) texts.push(...jsonStrings(value.json))
  return texts.some((text) => Buffer.byteLength(text, 'utf8') < minRedactableBytes)
}

/** `-----BEGIN PRIVATE KEY-----` is the same for everybody. RFC 7468 section 2. */
const isPemArmour = (line: string) => /^-----(BEGIN|END) [^-]*-----$/.test(line.trim())

/**
 * What the Base64 of any text that holds these bytes must hold: for each of the three places where they can begin in
 * a group, the characters that they alone decide. RFC 4648 sections 4 and 5.
 */
function base64Cores(bytes: Buffer): Set<string> {
  const cores = new Set<string>()
  for (const shift of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = [0, 2, 3][shift] ?? 0
    const last = (shift + bytes.byteLength) % 3 === 0 ? encoded.length : encoded.length - 1
    const core = encoded.slice(first, last)
    cores.add(core).add(core.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return cores
}
