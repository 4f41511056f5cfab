import type { NameAndValue } from '#lib/references/stored-request.ts'
import type { PlainText } from '#lib/secrets/notice-credentials.ts'

type Texts = { path: string; headers: unknown; query: unknown; body: string }

/** The texts of a request that are kept as they were typed, by the fields of its form, with what is saved of each now. */
export function plainTextsOf(request: Texts, saved: Texts | null): PlainText[] {
  return [
    { field: 'path', text: request.path, before: saved?.path ?? '' },
    ...pairsOf('headers', request.headers, saved?.headers),
    ...pairsOf('query', request.query, saved?.query),
    { field: 'body', text: request.body, before: saved?.body ?? '' },
  ]
}

/** The values of headers or parameters. What stood under the same name before, in whichever line, is nothing new. */
export function pairsOf(of: 'headers' | 'query', pairs: unknown, saved: unknown): PlainText[] {
  const before = (saved ?? []) as NameAndValue[]
  return (pairs as NameAndValue[]).map(({ name, value }, index) => {
    const same = before.filter((pair) => pair.name.toLowerCase() === name.toLowerCase()).map((pair) => pair.value)
    return {
      field: `${of}.${index}.value`,
      text: value,
      name,
      before: same.includes(value) ? value : same.join('\n'),
    }
  })
}
