import { jsonStrings } from '#lib/references/json-part.ts'
import { maxNestedBytes, minRedactableBytes } from './limits.ts'
import type { OpenedValue } from './used-values.ts'

/** Bytes to search for. `isBase64`: the characters beside them can hold a few bits of the value too. */
export type Needle = { bytes: Buffer; isBase64: boolean }

/**
 * What to search an answer for: every value that was put in, each line of one with several, each text in a JSON one,
 * a pair also whole; as they are, in hex, and in Base64 and Base64url at each of their three alignments. What is
 * percent-, JSON- or XML-escaped is found by decoding the answer (see decoded-views). Values up to 2 KiB together are
 * also searched for in Base64 of Base64 and of what is escaped: a header inside an answer that is Base64 itself.
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
  const long = [...texts].filter((text) => Buffer.byteLength(text, 'utf8') >= minRedactableBytes)
  const isNested = long.reduce((sum, text) => sum + Buffer.byteLength(text, 'utf8'), 0) <= maxNestedBytes
  for (const text of long) {
    const bytes = Buffer.from(text, 'utf8')
    const hex = bytes.toString('hex')
    for (const plain of [bytes, Buffer.from(hex), Buffer.from(hex.toUpperCase())]) add(plain, false)
    const inBase64 = base64Cores(bytes)
    for (const core of inBase64) add(core, true)
    if (!isNested) continue
    for (const inner of [...inBase64, ...escapings(text)]) for (const core of base64Cores(inner)) add(core, true)
  }
  return [...needles.values()]
}

/** How the usual encoders escape a text: what somebody may have put into Base64 afterwards. */
function escapings(text: string): Buffer[] {
  const wellFormed = text.toWellFormed()
  const json = JSON.stringify(wellFormed).slice(1, -1)
  const xml = wellFormed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const escaped = new Set([
    encodeURIComponent(wellFormed),
    new URLSearchParams({ '': wellFormed }).toString().slice(1),
    json,
    json.replaceAll('/', '\\/'),
    json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    xml,
    xml.replaceAll('"', '&quot;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ])
  escaped.delete(text)
  return Array.from(escaped, (each) => Buffer.from(each, 'utf8'))
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
function base64Cores(bytes: Buffer): Buffer[] {
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
  return Array.from(cores, (core) => Buffer.from(core))
}
