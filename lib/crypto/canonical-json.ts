const depthLimit = 32

/**
 * JSON that is the same for the same value: no white space, keys sorted by their UTF-16 code units (RFC 8785, 3.2.3).
 * Takes texts, whole numbers, booleans, null, arrays and plain objects; throws TypeError for anything else, so that
 * nothing is dropped or rounded unseen.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  if (depth > depthLimit) throw new TypeError('The value has too many levels.')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return integer(value)
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`
  if (isPlain(value)) return object(value, depth)
  throw new TypeError('Only texts, whole numbers, booleans, null, arrays and plain objects have a canonical form.')
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError('Only whole numbers below 2^53 have a canonical form.')
  return String(value)
}

function text(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('The text is not well-formed Unicode.')
  return JSON.stringify(value)
}

function object(value: Record<string, unknown>, depth: number): string {
  const members = Object.keys(value)
    .sort()
    .map((key) => `${text(key)}:${write(value[key], depth + 1)}`)
  return `{${members.join(',')}}`
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Object.getOwnPropertySymbols(value).length > 0) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
