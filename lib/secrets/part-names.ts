import type { Credential } from './schema.ts'

const mostNames = 20

/** A key that says what it is for. What is longer, or has more digits, may be a value of its own. */
const isPlain = (key: string) => /^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(key) && !/\d{5}/.test(key)

/**
 * The parts of a JSON value that a picker offers, as they follow its name: '#clientId', '#/db/password'. At most 20, of two
 * levels, and never what stands under a key. Of another type none. See docs/decisions/0014.
 */
export function partNames(credential: Credential): string[] {
  if (credential.type !== 'json') return []
  const object: unknown = JSON.parse(credential.value)
  const names: string[] = []
  for (const [key, value] of entriesOf(object)) {
    const inner = entriesOf(value)
    if (inner.length === 0) names.push(`#${key}`)
    else for (const [nested] of inner) names.push(`#/${key}/${nested}`)
  }
  return names.slice(0, mostNames)
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).filter(([key]) => isPlain(key))
}
