import { randomBytes, randomUUID } from 'node:crypto'
import { runSql } from '../stack/run-sql.ts'
import type { ActionAnswer, ConsoleClient } from './console-client.ts'

/** As whom and where an input is made. */
export type MemberMaker = { owner: ConsoleClient; organization: string; databaseUrl: string }

const newEmail = () => `new.${randomBytes(6).toString('hex')}@acme.example`

/** A person who belongs to the organization and can do nothing more here: they have no password. */
async function addPerson({ organization, databaseUrl }: MemberMaker, role: 'owner' | 'member') {
  const id = randomUUID()
  await runSql(databaseUrl, `INSERT INTO "Person" ("id", "email", "name") VALUES ($1, $2, 'Ada Blum')`, [
    id,
    newEmail(),
  ])
  await runSql(
    databaseUrl,
    `INSERT INTO "Membership" ("organizationId", "personId", "role")
       SELECT "id", $2, $3::"OrganizationRole" FROM "Organization" WHERE "slug" = $1`,
    [organization, id, role],
  )
  return { id, rowVersion: 1 }
}

/** An Editor of Europe. */
async function editor(maker: MemberMaker) {
  const member = await addPerson(maker, 'member')
  await runSql(
    maker.databaseUrl,
    `INSERT INTO "DomainMembership" ("organizationId", "domainId", "personId", "role")
       SELECT d."organizationId", d."id", $2, 'editor' FROM "Domain" d
         JOIN "Organization" o ON o."id" = d."organizationId" WHERE o."slug" = $1 AND d."slug" = 'europe'`,
    [maker.organization, member.id],
  )
  return member
}

async function rolesInEurope({ owner, organization }: MemberMaker, role: 'domain_admin' | 'editor') {
  const { text } = await owner.get(`/api/console/${organization}/domains`)
  const { items } = JSON.parse(text) as { items: { id: string; slug: string }[] }
  return { role: 'member', domains: [{ domainId: items.find(({ slug }) => slug === 'europe')?.id, role }] }
}

const newInvitation = async (maker: MemberMaker) => ({ email: newEmail(), ...(await rolesInEurope(maker, 'editor')) })

async function invited(maker: MemberMaker) {
  const input = { organization: maker.organization, ...(await newInvitation(maker)) }
  const { result }: ActionAnswer = await maker.owner.action('inviteMemberAction', [input])
  if (!result?.ok) throw new Error(`inviteMemberAction was refused: ${JSON.stringify(result?.error)}`)
  return { id: (result.data as { id: string }).id }
}

/** Action → an input that works, on somebody made for this call alone. */
export const memberInputs: Record<string, (maker: MemberMaker) => Promise<object>> = {
  inviteMemberAction: newInvitation,
  renewInvitationAction: invited,
  withdrawInvitationAction: invited,
  changeRolesAction: async (maker) => ({ ...(await editor(maker)), ...(await rolesInEurope(maker, 'domain_admin')) }),
  suspendMemberAction: async (maker) => ({ ...(await editor(maker)), isSuspended: true }),
  removeMemberAction: async (maker) => ({ ...(await editor(maker)), revokesTokens: false }),
  transferOwnershipAction: async (maker) => ({ ...(await editor(maker)), name: 'Acme' }),
  // So that an Owner may go, another one is there.
  leaveOrganizationAction: async (maker) => {
    await addPerson(maker, 'owner')
    return {}
  },
}
