import type { PresentedToken } from '#lib/access/authorize.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { z } from '#lib/core/zod.ts'
import { db } from '#lib/db/client.ts'
import type { RawInput } from '../operation.ts'

type Place = { domain?: string }

/**
 * Where the secret of a path is: at its domain, or at the organization. Throws `not_found` for one of another
 * organization and one that does not exist alike; authorizeToken() does so for one of another domain.
 */
export async function placeOfSecret({ organization }: PresentedToken, { params }: RawInput): Promise<Place> {
  const { id = '' } = params
  if (!isUuid(id)) throw new PosternError('not_found')
  const secret = await db().secret.findFirst({
    where: { organizationId: organization.id, id },
    select: { domain: { select: { slug: true } } },
  })
  if (!secret) throw new PosternError('not_found')
  return secret.domain ? { domain: secret.domain.slug } : {}
}

/** The domain that a query names; without one the organization. */
export function placeOfQuery(_token: PresentedToken, { query }: RawInput): Place {
  const domain = query.get('domain')
  return domain === null ? {} : { domain }
}

const placeInBody = z.union([
  z.object({ scope: z.literal('organization'), domain: z.undefined().optional() }),
  z.object({ scope: z.literal('domain'), domain: z.string() }),
])

/** Where a body says that a secret is to be. Throws `invalid` for one that says it of no place, or of two. */
export function placeOfBody(_token: PresentedToken, { body }: RawInput): Place {
  const { success, data } = placeInBody.safeParse(body)
  if (!success) {
    const scope = 'This is organization, or domain together with the slug of one in the field domain.'
    throw new PosternError('invalid', undefined, { fields: { scope } })
  }
  return data.domain === undefined ? {} : { domain: data.domain }
}
