import type { PresentedToken } from '#lib/access/authorize.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import type { RawInput } from '../operation.ts'

type Where = { where: { organizationId: string; id: string }; select: { domain: { select: { slug: true } } } }
type Found = Promise<{ domain: { slug: string } } | null>

const finders = {
  integration: (query: Where): Found => db().integration.findFirst(query),
  workflow: (query: Where): Found => db().workflow.findFirst(query),
  template: (query: Where): Found => db().template.findFirst(query),
  endpoint: (query: Where): Found => db().allowlistEndpoint.findFirst(query),
}

/**
 * Where a thing of a path is: the domain that it belongs to. Throws `not_found` for one of another organization and one
 * that does not exist alike; authorizeToken() does so for one of another domain, or of an archived one.
 */
export const placeOfRow =
  (kind: keyof typeof finders) =>
  async ({ organization }: PresentedToken, { params }: RawInput): Promise<{ domain: string }> => {
    const { id = '' } = params
    const where = { organizationId: organization.id, id }
    const found = isUuid(id) ? await finders[kind]({ where, select: { domain: { select: { slug: true } } } }) : null
    if (!found) throw new PosternError('not_found')
    return { domain: found.domain.slug }
  }
