import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'

/**
 * Makes sure that no other domain of the organization, archived or not, is called so, or so that it looks the same, or
 * stands at the same address: two of one name would be told apart by nobody who archives one. Throws `invalid`, field by
 * field.
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
  const sameName = others.find((other) => asSeen(other.name) === asSeen(name))
  if (sameName) fields.name = `${described(sameName)} is called so already. Choose another name.`
  const sameSlug = others.find((other) => other.slug === slug)
  if (sameSlug) fields.slug = `${described(sameSlug)} (${sameSlug.name}) has this address already. Choose another one.`
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
}

/** Without letter case, invisible characters, other forms of the same letter, and spaces that a page shows as one. */
const asSeen = (name: string) =>
  name
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

const described = ({ archivedAt }: { archivedAt: Date | null }) => (archivedAt ? 'An archived domain' : 'A domain')
