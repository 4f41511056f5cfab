// Escapes as some encoder might write them: each character escaped or not, in any way that stands for it.
import type { Random } from './fuzz-parser.ts'

const anyCase = (random: Random, hex: string) => (random(2) === 0 ? hex.toUpperCase() : hex)

/** By character: a decoder of text would not put together half a character of each kind. */
function percent(random: Random, text: string): string {
  const isForm = random(2) === 0
  const share = random(4)
  return Array.from(text, (character) => {
    if (isForm && character === ' ') return '+'
    const must = character === '%' || (isForm && character === '+')
    if (!must && random(4) >= share) return character
    return Buffer.from(character)
      .toString('hex')
      .replace(/../g, (hex) => `%${anyCase(random, hex)}`)
  }).join('')
}

const shortJson: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't', '"': '"', '\\': '\\', '/': '/' }

function json(random: Random, text: string): string {
  const share = random(4)
  return Array.from(text, (character) => {
    const must = character < ' ' || character === '"' || character === '\\'
    if (!must && random(4) >= share) return character
    const short = shortJson[character]
    if (short !== undefined && random(2) === 0) return `\\${short}`
    return Array.from({ length: character.length }, (_, index) => {
      const hex = character.charCodeAt(index).toString(16).padStart(4, '0')
      return `\\u${anyCase(random, hex)}`
    }).join('')
  }).join('')
}

const namedXml: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

function xml(random: Random, text: string): string {
  const share = random(4)
  return Array.from(text, (character) => {
    const must = character === '&' || character === '<'
    if (!must && random(4) >= share) return character
    const named = namedXml[character]
    if (named !== undefined && random(2) === 0) return `&${named};`
    const code = character.codePointAt(0) ?? 0
    const zeros = '0'.repeat(random(3) === 0 ? random(8) : 0)
    return random(2) === 0 ? `&#${zeros}${code};` : `&#x${zeros}${anyCase(random, code.toString(16))};`
  }).join('')
}

export function anyEscape(random: Random, text: string): string {
  const escapes = [percent, json, xml]
  return (escapes[random(escapes.length)] ?? percent)(random, text)
}

/** Lines, as MIME, PEM or somebody with scissors would break them. */
export function folded(random: Random, text: string): string {
  const width = [64, 76, 1 + random(20)][random(3)] ?? 64
  const lineEnd = random(2) === 0 ? '\n' : '\r\n'
  return (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(lineEnd)
}
