import { type ListSort, type SecretPlace, type SecretQuery, secretQuery } from '#lib/secrets/schema.ts'

type Address = Record<keyof SecretQuery, string | null>

/** What a list shows, from its address; what is not understood in it, and a tab where there are none, is left out. */
export function queryOfAddress(params: { get: (name: string) => string | null }, { domain }: SecretPlace): SecretQuery {
  const text = (name: keyof SecretQuery) => params.get(name) ?? undefined
  const query = secretQuery.parse({
    q: text('q')?.trim(),
    status: text('status'),
    type: text('type') ?? null,
    purpose: domain === undefined ? (text('purpose') ?? null) : null,
    sort: text('sort'),
    direction: text('direction') ?? null,
  })
  return { ...query, direction: query.direction === defaultDirection(query.sort) ? null : query.direction }
}

/** The same as parts of an address: what goes without saying is null, and left out. */
export const addressOfQuery = ({ q, status, type, purpose, sort, direction }: SecretQuery): Address => ({
  q: q || null,
  status: status === 'all' ? null : status,
  type,
  purpose,
  sort: sort === 'updated' ? null : sort,
  direction: direction === defaultDirection(sort) ? null : direction,
})

/** Names from A to Z, times newest first, unless said otherwise. */
export const defaultDirection = (sort: ListSort): 'asc' | 'desc' => (sort === 'name' ? 'asc' : 'desc')
