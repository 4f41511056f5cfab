import { authorizeJob } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import { genesisHash } from '#lib/changelog/entry-hash.ts'
import { slugOf } from '#lib/core/slug-of.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { createOrganizationKeys } from '#lib/keys/organization-keys.ts'
import type { Account } from './create-session.ts'

/**
 * Makes an organization with keys, owner, domain and the log's first entry, in the caller's transaction. Answers its
 * slug: made of its name, with a number where another organization has that one. Only for who may make one: the holder of
 * the setup link and the operator.
 */
export async function makeOrganization(
  tx: Tx,
  input: { organization: string; domain: string },
  owner: Account,
  origin: RequestOrigin,
): Promise<string> {
  const organization = await tx.organization.create({
    data: {
      name: input.organization,
      slug: await freeSlug(tx, slugOf(input.organization, 'organization')),
      memberships: { create: { personId: owner.id, role: 'owner' } },
      domains: { create: { name: input.domain, slug: slugOf(input.domain, 'domain') } },
      changeLogHead: { create: { hash: genesisHash } },
    },
    select: { id: true, slug: true, name: true, timeZone: true },
  })
  await createOrganizationKeys(tx, organization.id)
  const permit = authorizeJob('operator', 'organization:view', { organization, domain: null }, origin)
  await appendEntries(tx, permit, 'done', [
    {
      action: 'organization.created',
      subject: { kind: 'organization', id: organization.id, name: organization.name },
      details: {
        fields: { owner: { from: null, to: owner.name }, domain: { from: null, to: input.domain } },
      },
    },
  ])
  return organization.slug
}

async function freeSlug(tx: Tx, slug: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug}-${number}`
    if (!(await tx.organization.findUnique({ where: { slug: candidate }, select: { id: true } }))) return candidate
  }
}
