import { randomBytes } from 'node:crypto'
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import type { SessionProof } from '#lib/access/sign-in-policy.ts'
import { genesisHash } from '#lib/changelog/entry-hash.ts'
import { db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { createOrganizationKeys } from '#lib/keys/organization-keys.ts'
import { testProof } from '#lib/testing/test-proof.ts'

export type TestRole = 'owner' | 'org_admin' | 'domain_admin' | 'editor' | 'other_domain_admin' | 'stranger'

const names: Record<TestRole, string> = {
  owner: 'Ines Okafor',
  org_admin: 'Marek Dvořák',
  domain_admin: 'Lena Fischer',
  editor: 'Tom Abara',
  /** Domain Admin of the other domain alone. */
  other_domain_admin: 'Noor Haddad',
  /** Owner of nothing here. */
  stranger: 'Sam Stranger',
}

export type Tenant = Awaited<ReturnType<typeof makeTenant>>

/**
 * A fresh organization with its keys, two domains (Europe and America) and a person for each role: every test has its
 * own, so none has to clean up and none sees another's rows.
 */
export async function makeTenant() {
  await prepareInstallation()
  const tag = randomBytes(6).toString('hex')
  const people = {} as Record<TestRole, { personId: string; name: string; email: string; proof: SessionProof }>
  for (const [role, name] of Object.entries(names)) {
    const email = `${role}.${tag}@acme.example`
    const { id } = await db().person.create({ data: { email, name } })
    people[role as TestRole] = { personId: id, name, email, proof: testProof }
  }
  const organization = await inTransaction(async (tx) => {
    const made = await tx.organization.create({
      data: {
        slug: `acme-${tag}`,
        name: 'Acme',
        changeLogHead: { create: { hash: genesisHash } },
        domains: {
          create: [
            { slug: 'europe', name: 'Europe' },
            { slug: 'america', name: 'America' },
          ],
        },
        memberships: {
          create: [
            { personId: people.owner.personId, role: 'owner' },
            { personId: people.org_admin.personId, role: 'org_admin' },
            { personId: people.domain_admin.personId, role: 'member' },
            { personId: people.editor.personId, role: 'member' },
            { personId: people.other_domain_admin.personId, role: 'member' },
          ],
        },
      },
      include: { domains: { orderBy: { slug: 'desc' } } },
    })
    const [europe, america] = made.domains
    if (!europe || !america) throw new Error('The domains were not made.')
    await tx.domainMembership.createMany({
      data: [
        { organizationId: made.id, domainId: europe.id, personId: people.domain_admin.personId, role: 'domain_admin' },
        { organizationId: made.id, domainId: europe.id, personId: people.editor.personId, role: 'editor' },
        {
          organizationId: made.id,
          domainId: america.id,
          personId: people.other_domain_admin.personId,
          role: 'domain_admin',
        },
      ],
    })
    await createOrganizationKeys(tx, made.id)
    return { id: made.id, slug: made.slug, europe, america }
  })

  return {
    organization,
    people,
    /** The slugs of an address in this tenant. */
    place: { organization: organization.slug, domain: 'europe' },
    /** A permit as a request of this person would get it; refused as it would be refused. */
    permit: <P extends Permission>(
      permission: P,
      role: TestRole = 'domain_admin',
      domain = 'europe',
    ): Promise<Permit<P>> =>
      authorize(people[role], permission, { organization: organization.slug, domain }, testOrigin),
    /** The same for the organization itself: its own secrets, its log, its policies. */
    organizationPermit: <P extends Permission>(permission: P, role: TestRole = 'org_admin'): Promise<Permit<P>> =>
      authorize(people[role], permission, { organization: organization.slug }, testOrigin),
  }
}

export const testOrigin = { address: '192.0.2.41', program: 'node test' }
