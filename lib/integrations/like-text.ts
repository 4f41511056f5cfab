import { maxSearchLength } from './schema.ts'

/** What is searched for, as the middle of a LIKE pattern that matches it and nothing else. */
export const likeText = (q: string): string =>
  q
    .trim()
    .slice(0, maxSearchLength)
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/[\\%_]/g, '\\$&')
