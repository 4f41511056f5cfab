import { createHash, randomInt } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new key of the demo's weather service: 24 random characters and a checksum, which is all that the service looks at. */
export function newWeatherKey(): string {
  const random = Array.from({ length: 24 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `wx_${random}${checksumOf(random)}`
}

/** Whether a text is a key that newWeatherKey() may have made. Total. */
export function isWeatherKey(text: string): boolean {
  const [, random, checksum] = /^wx_([0-9A-Za-z]{24})([0-9a-f]{6})$/.exec(text) ?? []
  return random !== undefined && checksumOf(random) === checksum
}

const checksumOf = (random: string) => createHash('sha256').update(`weather ${random}`).digest('hex').slice(0, 6)
