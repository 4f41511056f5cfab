import { countLimit } from '#lib/secrets/schema.ts'

/** "8", "1,000+"; nothing where it is not known. */
export function countText(count: number | null | undefined): string | undefined {
  if (count === null || count === undefined) return undefined
  return count > countLimit ? `${countLimit.toLocaleString('en')}+` : count.toLocaleString('en')
}
