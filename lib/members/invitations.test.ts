import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { passwordsPerLink } from '#lib/auth/link-throttle.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { addMember, logOf, rolesOf } from '#lib/testing/a-member.ts'
import { aPassword, inEurope, invite, newEmail, tokenIn } from '#lib/testing/an-invitation.ts'
import { assertRefused as refused } from '#lib/testing/assert-refused.ts'
import { makeTenant, type Tenant, type TestRole, testOrigin } from '#lib/testing/make-tenant.ts'
import { acceptAsNew, acceptAsSelf } from './accept-invitation.ts'
import { changeRoles } from './change-roles.ts'
import { openInvitation } from './open-invitation.ts'
import { removeMember } from './remove-member.ts'
import { renewInvitation } from './renew-invitation.ts'
import { suspendMember } from './suspend-member.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

after(disconnect)

const accept = (token: string, name = 'Ada Blum') => acceptAsNew({ token, name, password: aPassword }, testOrigin)

const withdraw = async (tenant: Tenant, id: string, by: TestRole = 'owner') =>
  runChange(await tenant.organizationPermit('member:invite', by), (scope) =>
    withdrawInvitation(scope, { organization: tenant.organization.slug, id }),
  )

const oneSentence = /^This invitation does not hold/
const noLink = (promise: Promise<unknown>) => refused(promise, 'not_found', oneSentence)

const signedIn = (person: { personId: string; name: string; email: string }) => ({
  ...person,
  sessionId: '00000000-0000-4000-8000-000000000000',
  proof: { factors: ['password' as const], freshAt: new Date() },
})

test('a new person chooses name and password and is a member with what the invitation gives', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  const made = await invite(tenant, 'org_admin', { email, ...inEurope(tenant, 'domain_admin') })
  assert.equal(made.mail, 'not_set_up')
  const token = tokenIn(made.link)
  assert.equal(Buffer.from(token, 'base64url').byteLength, 32)
  const shown = await openInvitation(token, null)
  assert.deepEqual(
    { ...shown },
    {
      organizationName: 'Acme',
      email,
      invitedByName: 'Marek Dvořák',
      role: 'member',
      domains: [{ name: 'Europe', role: 'domain_admin' }],
      situation: 'new',
      signedInAs: null,
    },
  )
  const person = await accept(token)
  assert.equal(person.email, email)
  assert.equal(person.organizationSlug, tenant.organization.slug)
  assert.equal(await rolesOf(tenant, person.id), 'member, europe: domain_admin')
  assert.deepEqual(await logOf(tenant, made.id), ['Marek Dvořák: member.invited null → Domain Admin in Europe'])
  assert.deepEqual(await logOf(tenant, person.id), ['Ada Blum: member.joined null → Domain Admin in Europe'])
  await noLink(accept(token))
  await noLink(openInvitation(token, null))
})

test('so many passwords are tried with one link, and nobody is let in by another one', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  const token = tokenIn((await invite(tenant, 'owner', { email, ...inEurope(tenant, 'editor') })).link)
  const guessable = () => acceptAsNew({ token, name: 'Ada Blum', password: 'password1234' }, testOrigin)
  for (let i = 0; i < passwordsPerLink; i++) await refused(guessable(), 'invalid', /easy to guess|common/)
  await refused(accept(token), 'rate_limited', /Too many passwords/)
  assert.equal(await db().person.count({ where: { email } }), 0)
})

test('the database holds no token, and none is in the log', async () => {
  const tenant = await makeTenant()
  const made = await invite(tenant, 'owner', { email: newEmail(), role: 'org_admin', domains: [] })
  const token = tokenIn(made.link)
  const row = await db().invitation.findFirstOrThrow({ where: { id: made.id } })
  const entries = await db().changeLogEntry.findMany({ where: { organizationId: tenant.organization.id } })
  const text = JSON.stringify([row, entries], (_, value) => (typeof value === 'bigint' ? String(value) : value))
  assert.equal(text.includes(token), false)
  assert.equal(Buffer.from(row.tokenHash).includes(Buffer.from(token, 'base64url')), false)
})

test('of two who use a link at once, one gets in', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  const token = tokenIn((await invite(tenant, 'owner', { email, ...inEurope(tenant, 'editor') })).link)
  const outcomes = await Promise.allSettled([accept(token, 'One'), accept(token, 'Two')])
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  assert.equal(await db().person.count({ where: { email } }), 1)
})

const membersOf = (organizationId: string) => db().membership.count({ where: { organizationId } })

test('a link that is wrong, expired, renewed, withdrawn, or of archived domains alone is refused in the same words', async () => {
  const tenant = await makeTenant()
  const { id: organizationId, america } = tenant.organization
  const make = async (roles = inEurope(tenant, 'editor')) => {
    const { id, link } = await invite(tenant, 'owner', { email: newEmail(), ...roles })
    return { id, token: tokenIn(link) }
  }
  const before = await membersOf(organizationId)
  await noLink(accept('x'.repeat(43)))
  await noLink(accept('\0'))
  const expired = await make()
  await db().invitation.updateMany({ where: { id: expired.id }, data: { expiresAt: new Date() } })
  await noLink(accept(expired.token))
  const renewed = await make()
  const permit = await tenant.organizationPermit('member:invite', 'org_admin')
  const { link } = await renewInvitation(permit, { organization: tenant.organization.slug, id: renewed.id })
  await noLink(accept(renewed.token))
  await openInvitation(tokenIn(link), null)
  const withdrawn = await make()
  await withdraw(tenant, withdrawn.id)
  await noLink(accept(withdrawn.token))
  await refused(withdraw(tenant, withdrawn.id), 'not_found')
  const archived = await make({ role: 'member', domains: [{ domainId: america.id, role: 'editor' }] })
  await db().domain.update({
    where: { organizationId_id: { organizationId, id: america.id } },
    data: { archivedAt: new Date() },
  })
  await noLink(accept(archived.token))
  assert.equal(await membersOf(organizationId), before, 'nobody was let in')
})

test('an account signs in first; then it accepts, and nobody else with its link', async () => {
  const tenant = await makeTenant()
  const { stranger, other_domain_admin } = tenant.people
  const token = tokenIn((await invite(tenant, 'owner', { email: stranger.email, ...inEurope(tenant, 'editor') })).link)
  assert.equal((await openInvitation(token, null)).situation, 'sign_in')
  await refused(accept(token), 'wrong_state', /Sign in/)
  assert.equal((await openInvitation(token, other_domain_admin)).situation, 'other_account')
  await refused(acceptAsSelf(token, signedIn(other_domain_admin), testOrigin), 'wrong_state', /is for/)
  assert.equal(await rolesOf(tenant, other_domain_admin.personId), 'member, america: domain_admin')
  assert.equal((await openInvitation(token, stranger)).situation, 'ready')
  await acceptAsSelf(token, signedIn(stranger), testOrigin)
  assert.equal(await rolesOf(tenant, stranger.personId), 'member, europe: editor')
  await noLink(acceptAsSelf(token, signedIn(stranger), testOrigin))
})

test('who is a member already gains and loses nothing; who is suspended stays so', async () => {
  const tenant = await makeTenant()
  const { europe, america } = tenant.organization
  const ada = await addMember(tenant, { america: 'domain_admin' })
  // Whom a Domain Admin does not see, they may invite.
  const roles = inEurope(tenant, 'editor')
  const first = tokenIn((await invite(tenant, 'domain_admin', { email: ada.email, ...roles })).link)
  await acceptAsSelf(first, signedIn(ada), testOrigin)
  assert.equal(await rolesOf(tenant, ada.id), 'member, america: domain_admin, europe: editor')

  const tom = await addMember(tenant, { america: 'domain_admin' })
  const second = tokenIn((await invite(tenant, 'domain_admin', { email: tom.email, ...roles })).link)
  const where = { organizationId_personId: { organizationId: tenant.organization.id, personId: tom.id } }
  await db().membership.update({ where, data: { suspendedAt: new Date() } })
  await refused(acceptAsSelf(second, signedIn(tom), testOrigin), 'wrong_state', /suspended/)
  await db().membership.update({ where, data: { suspendedAt: null, role: 'org_admin' } })
  await acceptAsSelf(second, signedIn(tom), testOrigin)
  assert.equal(await rolesOf(tenant, tom.id), 'org_admin, america: domain_admin')
  assert.ok(europe.id && america.id)
})

test('nobody invites into more than they have', async () => {
  const tenant = await makeTenant()
  const other = await makeTenant()
  const { america } = tenant.organization
  const before = await db().invitation.count()
  const abroad = { role: 'member' as const, domains: [{ domainId: america.id, role: 'editor' as const }] }
  const both = { role: 'member' as const, domains: [...abroad.domains, ...inEurope(tenant, 'editor').domains] }
  const by = (role: TestRole, roles: Parameters<typeof invite>[2] | object) =>
    invite(tenant, role, { email: newEmail(), ...roles } as Parameters<typeof invite>[2])
  await refused(by('domain_admin', abroad), 'not_found')
  await refused(by('domain_admin', both), 'not_found')
  await refused(by('domain_admin', { role: 'org_admin', domains: [] }), 'not_permitted')
  await refused(by('editor', inEurope(tenant, 'editor')), 'not_permitted')
  await refused(by('stranger', inEurope(tenant, 'editor')), 'not_found')
  await refused(by('owner', inEurope(other, 'editor')), 'not_found')
  assert.equal(await db().invitation.count(), before)
})

test('a Domain Admin has the invitations that give nothing beyond own domains', async () => {
  const tenant = await makeTenant()
  const { america } = tenant.organization
  const both = {
    role: 'member' as const,
    domains: [{ domainId: america.id, role: 'editor' as const }, ...inEurope(tenant, 'editor').domains],
  }
  const wide = await invite(tenant, 'owner', { email: newEmail(), ...both })
  const narrow = await invite(tenant, 'owner', { email: newEmail(), ...inEurope(tenant, 'editor') })
  await refused(withdraw(tenant, wide.id, 'domain_admin'), 'not_found')
  const permit = await tenant.organizationPermit('member:invite', 'domain_admin')
  const { slug } = tenant.organization
  await refused(renewInvitation(permit, { organization: slug, id: wide.id }), 'not_found')
  await openInvitation(tokenIn(wide.link), null)
  await withdraw(tenant, narrow.id, 'domain_admin')
  await noLink(openInvitation(tokenIn(narrow.link), null))
  await refused(withdraw(await makeTenant(), wide.id), 'not_found')
})

test('who is a member, or invited, is not invited again by whoever sees them', async () => {
  const tenant = await makeTenant()
  const { editor, other_domain_admin } = tenant.people
  const roles = inEurope(tenant, 'editor')
  const email = newEmail()
  await invite(tenant, 'domain_admin', { email, ...roles })
  for (const known of [email, editor.email]) {
    await refused(invite(tenant, 'domain_admin', { email: known, ...roles }), 'invalid')
    await refused(invite(tenant, 'owner', { email: known, ...roles }), 'invalid')
  }
  await refused(invite(tenant, 'owner', { email: other_domain_admin.email, ...roles }), 'invalid')
  await invite(tenant, 'domain_admin', { email: other_domain_admin.email, ...roles })
})

test('the links of whoever loses a role no longer work', async () => {
  const tenant = await makeTenant()
  const { slug: organization, europe } = tenant.organization
  const link = async (by: TestRole) =>
    tokenIn((await invite(tenant, by, { email: newEmail(), ...inEurope(tenant, 'editor') })).link)
  const of = (role: TestRole) => ({ organization, id: tenant.people[role].personId, rowVersion: 1 })
  const permit = await tenant.organizationPermit('member:change', 'owner')

  const ofLowered = await link('domain_admin')
  const domains = [{ domainId: europe.id, role: 'editor' as const }]
  await runChange(permit, (scope) => changeRoles(scope, { ...of('domain_admin'), role: 'member', domains }))
  await noLink(accept(ofLowered))

  const ofSuspended = await link('org_admin')
  const suspending = await tenant.organizationPermit('member:suspend', 'owner')
  await runChange(suspending, (scope) => suspendMember(scope, { ...of('org_admin'), isSuspended: true }))
  await noLink(accept(ofSuspended))

  const second = await makeTenant()
  const made = await invite(second, 'org_admin', { email: newEmail(), ...inEurope(second, 'editor') })
  const removing = await second.organizationPermit('member:remove', 'owner')
  const gone = { organization: second.organization.slug, id: second.people.org_admin.personId, rowVersion: 1 }
  await runChange(removing, (scope) => removeMember(scope, { ...gone, revokesTokens: false }))
  await noLink(accept(tokenIn(made.link)))
  assert.deepEqual((await logOf(second, made.id)).slice(1), ['Ines Okafor: member.invitation_withdrawn'])
})

test('a password that is easy to guess makes no account, and the link still holds', async () => {
  const tenant = await makeTenant()
  const email = newEmail()
  const token = tokenIn((await invite(tenant, 'owner', { email, ...inEurope(tenant, 'editor') })).link)
  for (const password of ['password1234', 'acme europe acme', 'short'])
    await refused(acceptAsNew({ token, name: 'Ada', password }, testOrigin), 'invalid')
  assert.equal(await db().person.count({ where: { email } }), 0)
  await accept(token)
})

test('one person makes so many links an hour', async () => {
  const tenant = await makeTenant()
  const { id, link } = await invite(tenant, 'owner', { email: newEmail(), ...inEurope(tenant, 'editor') })
  const permit = await tenant.organizationPermit('member:invite', 'owner')
  const renew = () => renewInvitation(permit, { organization: tenant.organization.slug, id })
  let last = link
  for (let made = 1; made < 60; made++) last = (await renew()).link
  await refused(renew(), 'rate_limited')
  await openInvitation(tokenIn(last), null)
  await invite(tenant, 'org_admin', { email: newEmail(), ...inEurope(tenant, 'editor') })
})
