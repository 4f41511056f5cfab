import { randomBytes } from 'node:crypto'

const consonants = 'bdfghjklmnprstvz'
const vowels = 'aiou'

/**
 * A new password of 64 random bits that is easy to read aloud and to type: four words of five letters, such as
 * `lusab-babad-gutih-tugad`. "Proquints" (Wilkerson, arXiv:0901.4016).
 */
export function newPassword(): string {
  return Array.from({ length: 4 }, () => wordOf(randomBytes(2).readUInt16BE())).join('-')
}

/** Sixteen bits as consonant, vowel, consonant, vowel, consonant: 4, 2, 4, 2 and 4 bits. */
function wordOf(bits: number): string {
  const consonant = (shift: number) => consonants[(bits >> shift) & 15]
  const vowel = (shift: number) => vowels[(bits >> shift) & 3]
  return [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)].join('')
}
