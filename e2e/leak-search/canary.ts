import { randomBytes } from 'node:crypto'

/** A text that exists nowhere but where a test put it. `name` says in a report which one was found; the text never stands there. */
export type Canary = { name: string; text: string }

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Random letters and digits, so that no escaping takes a long run of them apart. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte: no letter is more likely than another.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet[byte % 62]
  }
  return text
}

/**
 * A canary of two random halves. Between them stand `special` characters, which encodings treat differently, each beside
 * a random one: eight of them in a row stand in many a program.
 */
export function newCanary(name: string, special = ''): Canary {
  const middle = [...special].map((character) => `${character}${randomText(1)}`).join('')
  return { name, text: `${randomText(28)}${middle}${randomText(28)}` }
}
