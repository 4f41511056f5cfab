// Pure, for forms: what speaks against a value that can be stored all the same.

/** Shorter values stand in too many texts by chance, and are not looked for in answers: see minRedactableBytes in lib/sending. */
const redactedBytes = 8

/** Words that answers hold anyway: dots in their place would say which of them is the value. */
const common = new Set(
  'password username authorization application/json content-type undefined disabled localhost administrator anonymous'.split(
    ' ',
  ),
)

/** What a form says of a value (a token, or a password) that cannot be redacted safely from answers, or null. */
export function redactionConcern(value: string): string | null {
  if (value === '') return null
  if (new TextEncoder().encode(value).byteLength < redactedBytes)
    return 'This value has less than 8 bytes, too few to be taken out of answers safely. Answers to requests that carry it are not shown.'
  if (common.has(value.toLowerCase()) || new Set(value).size === 1)
    return 'This value stands in many answers by chance. Taking it out of them shows what it is. Choose a random one if you can.'
  return null
}
