import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { addMember, openSession } from '#lib/testing/a-member.ts'
import { inEurope, invite, newEmail } from '#lib/testing/an-invitation.ts'
import { assertRefused as refused } from '#lib/testing/assert-refused.ts'
import { makeTenant, type Tenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { getMember } from './get-member.ts'
import { listGivable } from './list-givable.ts'
import { listMembers } from './list-members.ts'
import { type MemberItem, type MemberPage, memberQueryOf } from './schema.ts'

after(disconnect)

const list = async (tenant: Tenant, by: TestRole, query = '', cursor: string | null = null) =>
  listMembers(await tenant.organizationPermit('member:list', by), memberQueryOf(new URLSearchParams(query)), cursor)

/** Name or address, and the roles that are shown. */
const said = ({ items }: MemberPage) =>
  items.map((item) => {
    const held = item.domains.map(({ domainName, role }) => `${domainName}: ${role}`)
    return [item.kind === 'member' ? item.name : item.email, item.role, ...held].join(', ')
  })

test('an admin of the organization sees everybody by name, and the pending invitations among them', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  await invite(tenant, 'owner', { email, ...inEurope(tenant, 'editor') })
  const page = await list(tenant, 'org_admin')
  assert.deepEqual(said(page), [
    `${email}, member, Europe: editor`,
    'Ines Okafor, owner',
    'Lena Fischer, member, Europe: domain_admin',
    'Marek Dvořák, org_admin',
    'Noor Haddad, member, America: domain_admin',
    'Tom Abara, member, Europe: editor',
  ])
  assert.deepEqual(page.counts, { active: 5, suspended: 0, invited: 1 })
})

test('a Domain Admin sees who has a role in own domains, with their roles there, and nobody else', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  const both = await addMember(tenant, { europe: 'editor', america: 'domain_admin' })
  const email = newEmail()
  const domains = [europe, america].map(({ id }) => ({ domainId: id, role: 'editor' as const }))
  await invite(tenant, 'owner', { email, role: 'member', domains })
  await invite(tenant, 'owner', { email: newEmail(), role: 'org_admin', domains: [] })
  await invite(tenant, 'other_domain_admin', {
    email: newEmail(),
    role: 'member',
    domains: [{ domainId: america.id, role: 'editor' }],
  })
  const page = await list(tenant, 'domain_admin')
  assert.deepEqual(said(page).toSorted(), [
    `${both.name}, member, Europe: editor`,
    'Lena Fischer, member, Europe: domain_admin',
    'Tom Abara, member, Europe: editor',
    `${email}, member, Europe: editor`,
  ])
  assert.equal(page.items.find((item) => item.kind === 'invitation')?.mayChange, false)
  const { owner, other_domain_admin } = tenant.people
  const permit = await tenant.organizationPermit('member:list', 'domain_admin')
  await refused(getMember(permit, owner.personId), 'not_found')
  await refused(getMember(permit, other_domain_admin.personId), 'not_found')
  assert.deepEqual((await listGivable(permit)).domains, [{ id: europe.id, name: 'Europe' }])
  assert.deepEqual((await listGivable(permit)).roles, ['member'])
})

test('what is offered is what may be done', async () => {
  const tenant = await makeTenant()
  const offered = async (by: TestRole) => {
    const { items } = await list(tenant, by)
    return Object.fromEntries(
      items
        .filter((item): item is MemberItem => item.kind === 'member')
        .map(({ name, may }) => [
          name.split(' ')[0],
          Object.entries(may)
            .flatMap(([what, is]) => (is ? [what] : []))
            .join(' '),
        ]),
    )
  }
  const all = 'change suspend remove'
  const owner = {
    Ines: '',
    Marek: `${all} transfer`,
    Lena: `${all} transfer`,
    Noor: `${all} transfer`,
    Tom: `${all} transfer`,
  }
  assert.deepEqual(await offered('owner'), owner)
  assert.deepEqual(await offered('org_admin'), { Ines: '', Marek: '', Lena: all, Noor: all, Tom: all })
  assert.deepEqual(await offered('domain_admin'), { Lena: '', Tom: 'change remove' })
})

test('search, role and status find', async () => {
  const tenant = await makeTenant()
  const ada = await addMember(tenant, { europe: 'editor' })
  await db().membership.updateMany({ where: { personId: ada.id }, data: { suspendedAt: new Date() } })
  const find = async (query: string) => said(await list(tenant, 'owner', query)).map((each) => each.split(',')[0])
  assert.deepEqual(await find('q=FISCHER'), ['Lena Fischer'])
  assert.deepEqual(await find(`q=${ada.email.toUpperCase()}`), [ada.name])
  assert.deepEqual(await find('q=%25'), [])
  assert.deepEqual(await find('role=owner'), ['Ines Okafor'])
  assert.deepEqual(await find('role=editor'), [ada.name, 'Tom Abara'])
  assert.deepEqual(await find('role=editor&status=suspended'), [ada.name])
  assert.deepEqual(await find('role=nothing&status=nowhere&q=noor'), ['Noor Haddad'])
  assert.deepEqual((await list(tenant, 'owner', 'status=suspended')).counts, { active: 5, suspended: 1, invited: 0 })
  assert.deepEqual(await find("q='--"), [])
  assert.equal((await find('q=%00Tom')).length, 1)
})

test('pages follow each other without a gap, also where names are equal', async () => {
  const tenant = await makeTenant()
  for (let index = 0; index < 52; index++) await addMember(tenant, { europe: 'editor' })
  await db().person.updateMany({ where: { name: { startsWith: 'Ada' } }, data: { name: 'Ada' } })
  const first = await list(tenant, 'owner')
  assert.equal(first.items.length, 50)
  const second = await list(tenant, 'owner', '', first.nextCursor)
  assert.equal(second.nextCursor, null)
  assert.equal(new Set([...first.items, ...second.items].map(({ id }) => id)).size, 57)
  assert.equal((await list(tenant, 'owner', '', 'bm9uc2Vuc2U')).items.length, 50)
})

test('the details say what stays of somebody, and whether they have a second factor', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, europe, america } = tenant.organization
  const ada = await addMember(tenant, { europe: 'editor' })
  const make = (name: string, domainId: string | null, over = {}) =>
    db().apiToken.create({
      data: {
        organizationId,
        domainId,
        name,
        hash: Buffer.from(`${name}${ada.id}`.padEnd(64).slice(0, 32)),
        ending: 'wxyz',
        scopes: ['secrets:read'],
        createdById: ada.id,
        createdByName: ada.name,
        ...over,
      },
    })
  await make('Europe CI', europe.id)
  await make('America CI', america.id)
  await make('Old', europe.id, { revokedAt: new Date() })
  await make('Expired', europe.id, { expiresAt: new Date(0) })
  const seen = await openSession(ada.id)
  const details = await getMember(await tenant.organizationPermit('member:list', 'owner'), ada.id)
  assert.deepEqual(details.tokens.map(({ name }) => name).toSorted(), ['America CI', 'Europe CI'])
  assert.equal(details.hasSecondFactor, false)
  assert.ok(details.lastSeenAt && seen.id)
  await db().person.update({ where: { id: ada.id }, data: { sealedTotp: new Uint8Array(40) } })
  const ofDomain = await getMember(await tenant.organizationPermit('member:list', 'domain_admin'), ada.id)
  assert.deepEqual(
    ofDomain.tokens.map(({ name }) => name),
    ['Europe CI'],
  )
  assert.equal(ofDomain.hasSecondFactor, true)
  const elsewhere = await (await makeTenant()).organizationPermit('member:list', 'owner')
  await refused(getMember(elsewhere, ada.id), 'not_found')
  await refused(getMember(elsewhere, "'--"), 'not_found')
})
