// Random answers that hold a secret in some spelling. It shares no code with what redacts.
import type { Random } from './fuzz-parser.ts'
import { anyEscape, folded } from './spellings.ts'

/** Structurally what a send opens. */
type Value = {
  text: string
  json: string | null
  pair: { username: string; password: string } | null
  kind: 'secret' | 'whole-json'
}

/** `text` is `before`, a spelling of `echoed`, and `after`: of these two not a byte may change. */
export type RedactionCase = { value: Value; echoed: string; before: string; after: string; text: string }

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789']
const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
const unicode = [...letters, ...'éüßñøçЖдяقשक中文字かな한글😀🔑𝔘\u00a0\u200d']
const base64 = [...letters, '+', '/']
const hostile = [...'\\/%"+&;#=<>\'u0x25 nt', 'ö', '🔒']
// Of what stands beside a secret, eight bytes in a row should not occur in it by chance: no wide letter that it has, too.
const prose = [...letters, ...' {}[]":,.<>/=-_\n\t', ' ', ' ', 'ô', '🙂', '%', '%20', '\\n', '\\"', '&amp;', '+', '==']

export const pick = <Item>(random: Random, items: readonly Item[]): Item => items[random(items.length)] as Item

const textOf = (random: Random, alphabet: readonly string[], length: number) =>
  Array.from({ length }, () => pick(random, alphabet)).join('')

/** 8 characters to some KiB, mostly short. */
const lengthOf = (random: Random) => (random(150) === 0 ? 100 + random(4000) : 8 + random(50))

const oneLine = (random: Random) =>
  textOf(random, pick(random, [letters, printable, unicode, base64, hostile]), lengthOf(random))
    .trim()
    .padEnd(8, 'q7')

const plain = (text: string): Value => ({ text, json: null, pair: null, kind: 'secret' })

function anyValue(random: Random): { value: Value; echoed: string } {
  const token = oneLine(random)
  switch (random(6)) {
    case 0: {
      const lines = Array.from({ length: 2 + random(4) }, () => oneLine(random))
      const text = lines.join(pick(random, ['\n', '\r\n'])) + pick(random, ['', '\n'])
      return { value: plain(text), echoed: pick(random, [text, ...lines]) }
    }
    case 1: {
      const leaves = [token, oneLine(random), `${oneLine(random)}\n${oneLine(random)}`]
      const json = JSON.stringify({ id: leaves[0], n: 1, deep: [leaves[1], { key: leaves[2], is: true }] })
      return { value: { text: json, json, pair: null, kind: 'whole-json' }, echoed: pick(random, [json, ...leaves]) }
    }
    case 2: {
      const username = oneLine(random).replaceAll(':', '.')
      const pair = { username, password: token }
      const text = `${username}:${token}`
      return { value: { ...plain(text), pair }, echoed: pick(random, [text, username, token]) }
    }
    default:
      return { value: plain(token), echoed: token }
  }
}

/** Wherever in a group of Base64 the secret begins. */
function anyBase64(random: Random, echoed: string): string {
  if (random(4) === 0)
    return `Basic ${Buffer.from(pick(random, [`user:${echoed}`, `${echoed}:`, `u:${echoed}`])).toString('base64')}`
  const inside = textOf(random, letters, random(5)) + echoed + textOf(random, letters, random(4))
  return Buffer.from(inside).toString(pick(random, ['base64', 'base64url']))
}

function anyCore(random: Random, echoed: string): string {
  const hex = () => Buffer.from(echoed).toString('hex')
  return pick(random, [
    hex,
    () => hex().toUpperCase(),
    () => anyBase64(random, echoed),
    () => anyBase64(random, echoed),
    () => echoed,
  ])()
}

/** Base64 of Base64, or of what a usual encoder has escaped. */
function nestedCore(random: Random, echoed: string): string {
  const inner = [
    anyBase64(random, echoed),
    JSON.stringify({ value: echoed }),
    encodeURIComponent(echoed),
    new URLSearchParams({ value: echoed }).toString(),
    echoed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ]
  return anyBase64(random, pick(random, inner))
}

/** A secret in up to two layers of escapes, between other text. */
export function anyRedactionCase(random: Random): RedactionCase {
  const { value, echoed } = anyValue(random)
  // Longer ones are not searched for in Base64 of Base64.
  const isNested = Buffer.byteLength(value.text) < 500 && random(5) === 0
  const core = isNested ? nestedCore(random, echoed) : anyCore(random, echoed)
  let spelling = core
  let layers = random(3)
  if (layers > 0 && core !== echoed && random(3) === 0) {
    spelling = folded(random, spelling)
    layers -= 1
  }
  for (; layers > 0; layers -= 1) spelling = anyEscape(random, spelling)
  const before = `${textOf(random, prose, random(60))} `
  const after = ` ${textOf(random, prose, random(60))}`
  return { value, echoed, before, after, text: before + spelling + after }
}

/** A text that holds no secret: prose, and any bytes that are one. */
export const anyOtherText = (random: Random) =>
  textOf(random, pick(random, [prose, unicode, printable, hostile]), random(400))

/** The bytes in pieces of a random size, each piece at least one byte. */
export function* anyPieces(random: Random, bytes: Buffer): Generator<Buffer> {
  const most = pick(random, [1, 3, 16, 200, 100_000])
  for (let at = 0; at < bytes.byteLength; ) {
    const end = at + 1 + random(most)
    yield bytes.subarray(at, end)
    at = end
  }
}
