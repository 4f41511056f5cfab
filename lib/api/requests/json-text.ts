/** JSON that a program gave: its text as it came, or the text of an object; empty where none was given. */
export const jsonText = (given: unknown): string =>
  given === undefined ? '' : typeof given === 'string' ? given : JSON.stringify(given)
