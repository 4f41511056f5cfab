import type { PresentedToken } from '#lib/access/authorize.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { RawInput } from '../operation.ts'

type Place = { domain: string }

/** The domain that a query names. A token of one domain need not name it. Throws `invalid` where no domain is named. */
export function placeOfDomainQuery(token: PresentedToken, { query }: RawInput): Place {
  return placeOf(token, query.get('domain') ?? undefined)
}

/** The same of a body. */
export function placeOfDomainBody(token: PresentedToken, { body }: RawInput): Place {
  return placeOf(token, typeof body === 'object' && body !== null ? (body as { domain?: unknown }).domain : undefined)
}

function placeOf({ domain: own }: PresentedToken, named: unknown): Place {
  if (named === undefined && own) return { domain: own.slug }
  if (typeof named === 'string') return { domain: named }
  throw new PosternError('invalid', undefined, { fields: { domain: 'Name the domain by its slug, like europe.' } })
}
