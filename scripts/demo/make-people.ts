import { authorizeJob } from '#lib/access/authorize.ts'
import { createFirstOwner } from '#lib/auth/create-first-owner.ts'
import { hashPassword } from '#lib/auth/hash-password.ts'
import { ownerExists } from '#lib/auth/owner-exists.ts'
import { appendEntries } from '#lib/changelog/append-entries.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { inTransaction, type Tx } from '#lib/db/transaction.ts'
import { newPassword } from './new-password.ts'
import { demoOrigin } from './origin.ts'
import { type DemoPerson, domains, organization, people, roleText } from './people.ts'

export type Login = { name: string; role: string; email: string; password: string }

/**
 * Makes the demo's organization, domains and people, as far as they are missing, gives each of the people a new
 * password and ends their sessions. Answers the passwords, which are kept nowhere. What a crash left half made is
 * completed.
 */
export async function makePeople(): Promise<Login[]> {
  const logins = Object.values<DemoPerson>(people).map((person) => ({
    ...person,
    roleText: roleText(person),
    password: newPassword(),
  }))
  const [owner] = logins
  if (owner && !(await ownerExists())) {
    const first = { organization: organization.name, domain: domains[0].name }
    await createFirstOwner({ ...owner, ...first }, { kind: 'operator' }, demoOrigin)
  }
  const hashed = await Promise.all(
    logins.map(async (login) => ({ ...login, passwordHash: await hashPassword(login.password) })),
  )
  await inTransaction(async (tx) => {
    const place = await tx.organization.findUniqueOrThrow({
      where: { slug: organization.slug },
      select: { id: true, slug: true, name: true, timeZone: true },
    })
    const entries = await makeDomains(tx, place.id)
    for (const person of hashed) entries.push(...(await makePerson(tx, place.id, person)))
    const permit = authorizeJob('operator', 'organization:view', { organization: place, domain: null }, demoOrigin)
    await appendEntries(tx, permit, 'done', entries)
  })
  return logins.map(({ name, roleText, email, password }) => ({ name, role: roleText, email, password }))
}

async function makeDomains(tx: Tx, organizationId: string): Promise<PendingEntry[]> {
  const entries: PendingEntry[] = []
  for (const { name, slug } of domains) {
    const where = { organizationId_slug: { organizationId, slug } }
    if (await tx.domain.findUnique({ where })) continue
    const { id } = await tx.domain.create({ data: { organizationId, name, slug } })
    entries.push({ action: 'domain.created', subject: { kind: 'domain', id, name } })
  }
  return entries
}

type Person = DemoPerson & { roleText: string; passwordHash: string }

async function makePerson(tx: Tx, organizationId: string, person: Person): Promise<PendingEntry[]> {
  const { email, name, passwordHash } = person
  const { id } = await tx.person.upsert({
    where: { email },
    create: { email, name, passwordHash },
    update: { passwordHash },
  })
  await tx.session.updateMany({ where: { personId: id, endedAt: null }, data: { endedAt: clock.now() } })
  const subject = { kind: 'person' as const, id, name }
  const entries: PendingEntry[] = [{ action: 'person.password_reset', subject }]

  const where = { organizationId_personId: { organizationId, personId: id } }
  if (await tx.membership.findUnique({ where })) return entries
  await tx.membership.create({ data: { organizationId, personId: id, role: person.domain ? 'member' : person.role } })
  if (person.domain) {
    const domain = await tx.domain.findUniqueOrThrow({
      where: { organizationId_slug: { organizationId, slug: person.domain } },
    })
    await tx.domainMembership.create({ data: { organizationId, domainId: domain.id, personId: id, role: person.role } })
  }
  return [
    { action: 'member.added', subject, details: { fields: { Role: { from: null, to: person.roleText } } } },
    ...entries,
  ]
}
