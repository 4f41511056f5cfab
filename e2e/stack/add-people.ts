// Gives an organization its Domain Admin and its Editor, until there is a page for that. Passwords come by the
// environment, because everybody on the machine can read arguments.
import { hashPassword } from '#lib/auth/hash-password.ts'
import { db, disconnect } from '#lib/db/client.ts'

const [organizationSlug = '', domainSlug = ''] = process.argv.slice(2)
const people = JSON.parse(process.env.POSTERN_E2E_PEOPLE ?? '[]') as {
  email: string
  name: string
  password: string
  role: 'domain_admin' | 'editor'
}[]

const domain = await db().domain.findFirstOrThrow({
  where: { slug: domainSlug, organization: { slug: organizationSlug } },
})
const { organizationId, id: domainId } = domain
for (const { email, name, password, role } of people) {
  const passwordHash = await hashPassword(password)
  const { id: personId } = await db().person.create({ data: { email, name, passwordHash } })
  await db().membership.create({ data: { organizationId, personId, role: 'member' } })
  await db().domainMembership.create({ data: { organizationId, domainId, personId, role } })
}
process.stdout.write('null')
await disconnect()
