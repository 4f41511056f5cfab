import { jsonProblem } from './json-value.ts'

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

/** The same of a JSON object, whose texts are each looked for where it is named whole; null also for what cannot be stored. */
export function jsonRedactionConcern(text: string): string | null {
  if (jsonProblem(text) !== null) return null
  const keys = shortKeys(JSON.parse(text))
  if (keys.length === 0) return null
  const [listed, more] = [keys.slice(0, mostNamed).join(', '), keys.length > mostNamed ? ' and others' : '']
  return `Texts of less than 8 bytes cannot be taken out of answers safely: ${listed}${more}. Answers to requests that name this secret whole are not shown; name its parts instead.`
}

const mostNamed = 3

/** The keys under which a short text stands, at most one more than are named. */
function shortKeys(json: unknown, key = '', found: string[] = []): string[] {
  if (found.length > mostNamed) return found
  if (typeof json === 'string') {
    if (new TextEncoder().encode(json).byteLength < redactedBytes && !found.includes(key)) found.push(key)
  } else if (typeof json === 'object' && json !== null) {
    for (const [name, child] of Object.entries(json)) shortKeys(child, Array.isArray(json) ? key : name, found)
  }
  return found
}
