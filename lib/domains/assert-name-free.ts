import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/**
 * Makes sure that no other domain of the organization, archived or not, is called so, whatever the letter case, or stands
 * at the same address: two of one name would be told apart by nobody who archives one. Throws `invalid`, field by field.
 */
export async function assertNameFree(
  { tx, organization }: Scope<Permission>,
  { name, slug }: { name: string; slug?: string },
  except?: string,
): Promise<void> {
  const others = await tx.domain.findMany({
    where: { organizationId: organization.id, ...(except !== undefined && { NOT: { id: except } }) },
    select: { name: true, slug: true, archivedAt: true },
  })
  const fields: Record<string, string> = {}
  const sameName = others.find((other) => other.name.toLowerCase() === name.toLowerCase())
  if (sameName) fields.name = `${described(sameName)} is called so already. Choose another name.`
  const sameSlug = others.find((other) => other.slug === slug)
  if (sameSlug) fields.slug = `${described(sameSlug)} (${sameSlug.name}) has this address already. Choose another one.`
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

const described = ({ archivedAt }: { archivedAt: Date | null }) => (archivedAt ? 'An archived domain' : 'A domain')
