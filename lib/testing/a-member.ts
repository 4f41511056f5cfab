import { randomBytes } from 'node:crypto'
import { db } from '#lib/db/client.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import type { Tenant } from './make-tenant.ts'

type Roles = {
  role?: 'owner' | 'org_admin' | 'member'
  europe?: 'domain_admin' | 'editor'
  america?: 'domain_admin' | 'editor'
}

/** One more person in a tenant, with these roles and a session that is open. */
export async function addMember(tenant: Tenant, { role = 'member', europe, america }: Roles) {
  const { id: organizationId, ...domains } = tenant.organization
  const name = `Ada ${randomBytes(3).toString('hex')}`
  const email = `ada.${randomBytes(6).toString('hex')}@acme.example`
  const { id: personId } = await db().person.create({ data: { email, name } })
  await db().membership.create({ data: { organizationId, personId, role } })
  for (const [domainId, held] of [
    [domains.europe.id, europe],
    [domains.america.id, america],
  ] as const)
    if (held) await db().domainMembership.create({ data: { organizationId, domainId, personId, role: held } })
  const { id: sessionId } = await openSession(personId)
  return { id: personId, personId, name, email, rowVersion: 1, sessionId, proof: testProof }
}

/** A session of somebody that holds. */
export const openSession = (personId: string) =>
  db().session.create({
    data: { personId, expiresAt: new Date(Date.now() + 3_600_000), address: '192.0.2.41', program: 'node test' },
    select: { id: true },
  })

/** The roles that somebody has now; null: they are no member. */
export async function rolesOf(tenant: Tenant, personId: string) {
  const { id: organizationId, europe } = tenant.organization
  const found = await db().membership.findUnique({
    where: { organizationId_personId: { organizationId, personId } },
    select: { role: true, suspendedAt: true, domains: { select: { domainId: true, role: true } } },
  })
  if (!found) return null
  const held = found.domains.map((each) => `${each.domainId === europe.id ? 'europe' : 'america'}: ${each.role}`)
  return [found.role, ...held.toSorted(), ...(found.suspendedAt ? ['suspended'] : [])].join(', ')
}

/** What the log says of somebody, oldest first: action, role before and after, and where. */
export async function logOf(tenant: Tenant, subjectId: string) {
  const { id: organizationId, europe, america } = tenant.organization
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId, subjectId, outcome: 'done' },
    orderBy: { sequence: 'asc' },
  })
  return entries.map(({ action, actorName, domainId, details }) => {
    const { Role } = (details as { fields?: { Role?: { from: string | null; to: string | null } } }).fields ?? {}
    const place = domainId === europe.id ? ' in Europe' : domainId === america.id ? ' in America' : ''
    return `${actorName}: ${action}${Role ? ` ${Role.from} → ${Role.to}` : ''}${place}`
  })
}
