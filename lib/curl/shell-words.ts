export type ShellWords = { words: string[]; isCut: boolean; hasExpansion: boolean }

/** Why a text is no command line, for people; it quotes nothing of it. */
export type ShellProblem = { problem: string }

/**
 * The words of the first command of a text, as a POSIX shell reads them (XCU section 2.2), with Bash's `$'…'` and continued
 * lines. Nothing is expanded: what a `$` or a backtick stands for is not known here, so it stays as it is and is told.
 * `isCut`: something behind a pipe, a semicolon or a redirection was left out. Linear and total.
 */
export function shellWords(text: string): ShellWords | ShellProblem {
  const words: string[] = []
  let word: string | null = null
  let hasExpansion = false
  let at = 0
  const end = (): void => {
    if (word !== null) words.push(word)
    word = null
  }
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '\\') {
      const next = /^\\\r?\n/.exec(text.slice(at, at + 3))
      if (next) at += next[0].length
      else {
        word = (word ?? '') + text.charAt(at + 1)
        at += 2
      }
    } else if (character === "'") {
      const close = text.indexOf("'", at + 1)
      if (close === -1) return { problem: 'A quote is opened and never closed. Copy the whole command.' }
      word = (word ?? '') + text.slice(at + 1, close)
      at = close + 1
    } else if (character === '"' || (character === '$' && text.charAt(at + 1) === '"')) {
      const quoted = doubleQuoted(text, character === '"' ? at + 1 : at + 2)
      if (!quoted) return { problem: 'A quote is opened and never closed. Copy the whole command.' }
      hasExpansion ||= quoted.hasExpansion
      word = (word ?? '') + quoted.text
      at = quoted.end
    } else if (character === '$' && text.charAt(at + 1) === "'") {
      const quoted = ansiQuoted(text, at + 2)
      if (!quoted) return { problem: 'A quote is opened and never closed. Copy the whole command.' }
      word = (word ?? '') + quoted.text
      at = quoted.end
    } else if (/[ \t]/.test(character)) {
      end()
      at += 1
    } else if (/[|;<>&\r\n]/.test(character) || (character === '#' && word === null)) {
      end()
      // `2>` is a redirection of its own, and an empty line before the command is none.
      if (words.length > 0) return { words, isCut: text.slice(at).trim() !== '', hasExpansion }
      at += 1
    } else {
      if (character === '`' || (character === '$' && /[\w({]/.test(text.charAt(at + 1)))) hasExpansion = true
      word = (word ?? '') + character
      at += 1
    }
  }
  end()
  return { words, isCut: false, hasExpansion }
}

type Quoted = { text: string; end: number; hasExpansion: boolean }

/** XCU 2.2.3: a backslash escapes only what would mean something. */
function doubleQuoted(source: string, start: number): Quoted | null {
  const parts: string[] = []
  let hasExpansion = false
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (character === '"') return { text: parts.join(''), end: at + 1, hasExpansion }
    if (character === '\\') {
      at += 1
      const next = source.charAt(at)
      if (next === '\n') continue
      parts.push('$`"\\'.includes(next) && next !== '' ? next : `\\${next}`)
      continue
    }
    if (character === '`' || (character === '$' && /[\w({]/.test(source.charAt(at + 1)))) hasExpansion = true
    parts.push(character)
  }
  return null
}

const simple: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Bash's `$'…'`. Bytes that it names one by one are UTF-8 together. */
function ansiQuoted(source: string, start: number): Quoted | null {
  const bytes: number[] = []
  const encoder = new TextEncoder()
  let at = start
  while (at < source.length) {
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0)
    if (character === "'") {
      return { text: new TextDecoder().decode(new Uint8Array(bytes)), end: at + 1, hasExpansion: false }
    }
    if (character !== '\\') {
      for (const byte of encoder.encode(character)) bytes.push(byte)
      at += character.length
      continue
    }
    const rest = source.slice(at + 1, at + 11)
    const [whole, hex, short, long, octal] =
      /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3}))/.exec(rest) ?? []
    if (hex !== undefined || octal !== undefined) {
      bytes.push(Number.parseInt(hex ?? octal ?? '', hex === undefined ? 8 : 16) & 0xff)
    } else if (short !== undefined || long !== undefined) {
      const code = Number.parseInt(short ?? long ?? '', 16)
      for (const byte of encoder.encode(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code))) bytes.push(byte)
    } else {
      const next = rest.charAt(0)
      for (const byte of encoder.encode(simple[next] ?? ('\'"\\?'.includes(next) ? next : `\\${next}`)))
        bytes.push(byte)
    }
    at += 1 + (whole?.length ?? 1)
  }
  return null
}
