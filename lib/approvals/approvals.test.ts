import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { deleteSecret } from '#lib/secrets/delete-secret.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { type Aimed, aimedRequest } from '#lib/testing/aimed-request.ts'
import { makeTenant, type TestRole } from '#lib/testing/make-tenant.ts'
import { approveHost } from './approve-host.ts'
import { declineHost } from './decline-host.ts'
import { noteWaiting } from './note-waiting.ts'
import { hostApprovalInput } from './schema.ts'
import { withdrawApproval } from './withdraw-approval.ts'

after(disconnect)

const host = '127.0.0.1:8443'
const goes = 'address_refused'
const waits = 'host_not_approved'

const byEditor = (level: Aimed['level'] = 'domain') => aimedRequest({ host: 'editor', reference: 'editor', level })

type Decide = typeof approveHost | typeof declineHost | typeof withdrawApproval

/** What a decision about the aimed secret comes to: 'done', or the code of the refusal. */
async function decide(aimed: Aimed, decision: Decide, role: TestRole = 'owner', over: object = {}) {
  const { tenant, level, place, secretId } = aimed
  try {
    const permit =
      level === 'domain'
        ? await tenant.permit('host:approve', role)
        : await tenant.organizationPermit('host:approve', role)
    await runChange(permit, (scope) => decision(scope, { ...place, secretId, host, ...over }))
    return 'done'
  } catch (error) {
    if (error instanceof PosternError) return error.code
    throw error
  }
}

async function logged({ tenant }: Aimed) {
  const entries = await db().changeLogEntry.findMany({
    where: { organizationId: tenant.organization.id, action: { startsWith: 'host.' } },
    orderBy: { sequence: 'asc' },
  })
  assert.equal((await verifyLog(tenant.organization.id)).whole, true)
  return entries.map(({ action, actorName, subjectKind, subjectName, details }) => {
    return { action, actorName, subjectKind, subjectName, details }
  })
}

test('a refused send waits, an approval holds for the next one, and taken back it is refused again', async () => {
  const aimed = await byEditor()
  assert.equal(await aimed.send('editor'), waits)
  const [waiting, ...more] = await aimed.approvals()
  assert.deepEqual(more, [])
  assert.equal(waiting?.host, host)
  assert.equal(waiting.requestedByName, 'Tom Abara')
  assert.equal(waiting.requestedFor, 'CRM · Sync')
  assert.equal(waiting.domainId, aimed.tenant.organization.europe.id)
  assert.equal(waiting.approvedAt, null)

  const codes = []
  for (const decision of [approveHost, withdrawApproval, approveHost]) {
    if (decision === approveHost && codes.length > 0) await aimed.send('editor')
    assert.equal(await decide(aimed, decision, 'domain_admin'), 'done')
    codes.push(await aimed.send('editor'))
  }
  assert.deepEqual(codes, [goes, waits, goes])
  const entry = { actorName: 'Lena Fischer', subjectKind: 'secret', subjectName: 'crm', details: { host } }
  assert.deepEqual(await logged(aimed), [
    { action: 'host.approved', ...entry },
    { action: 'host.approval_withdrawn', ...entry },
    { action: 'host.approved', ...entry },
  ])
})

test('who asked last is named, and an approval that is there is not touched by a send', async () => {
  const aimed = await byEditor()
  await aimed.send('editor')
  await aimed.send('org_admin')
  const [asked] = await aimed.approvals()
  assert.equal(asked?.requestedByName, 'Marek Dvořák')
  await decide(aimed, approveHost)
  const approved = await aimed.approvals()
  const permit = await aimed.tenant.permit('integration:test', 'editor')
  await noteWaiting(permit, { secretId: aimed.secretId, host, requestedFor: 'Another' })
  assert.deepEqual(await aimed.approvals(), approved)
  assert.equal(approved[0]?.approvedByName, 'Ines Okafor')
})

describe('an approval is for one host, one port and one secret', () => {
  test('another host or port waits for itself', async () => {
    const aimed = await byEditor()
    await aimed.send('editor')
    await decide(aimed, approveHost)
    for (const other of ['https://127.0.0.1:9443', 'https://127.0.0.1', 'https://127.0.0.2:8443']) {
      await aimed.saveBaseUrl('editor', other)
      assert.equal(await aimed.send('editor'), waits)
    }
    assert.deepEqual(await aimed.waiting(), ['127.0.0.1', '127.0.0.1:9443', '127.0.0.2:8443'])
  })

  test('another secret waits for itself', async () => {
    const aimed = await byEditor()
    await aimed.send('editor')
    await decide(aimed, approveHost)
    const { tenant } = aimed
    await runChange(await tenant.permit('secret:create'), (scope) =>
      createSecret(scope, tokenInput(tenant.place, { name: 'other', value: 'a value of some length' })),
    )
    await aimed.saveRequest('editor', { headers: [{ name: 'X-Key', value: '{secrets.other}' }] })
    assert.equal(await aimed.send('editor'), waits)
  })
})

test('a secret of the organization waits for its admins, also where a Domain Admin aims it', async () => {
  const aimed = await aimedRequest({ host: 'domain_admin', reference: 'domain_admin', level: 'organization' })
  assert.equal(await aimed.send('domain_admin'), waits)
  assert.equal(await decide(aimed, approveHost, 'domain_admin'), 'not_permitted')
  assert.equal(await aimed.send('domain_admin'), waits)
  assert.equal(await decide(aimed, approveHost, 'org_admin'), 'done')
  assert.equal(await aimed.send('domain_admin'), goes)
})

describe('nothing is decided by whoever may not, and nothing of others', () => {
  for (const [name, decision] of Object.entries({ approveHost, declineHost, withdrawApproval }))
    test(name, async () => {
      const [aimed, other] = [await byEditor(), await byEditor()]
      await aimed.send('editor')
      await other.send('editor')
      if (decision === withdrawApproval) await decide(aimed, approveHost)
      const before = await aimed.approvals()
      assert.equal(await decide(aimed, decision, 'editor'), 'not_permitted')
      assert.equal(await decide(aimed, decision, 'other_domain_admin'), 'not_found')
      assert.equal(await decide(aimed, decision, 'stranger'), 'not_found')
      // A secret of another organization, and one of the domain asked for as the organization's own.
      assert.equal(await decide(other, decision, 'owner', { secretId: aimed.secretId }), 'not_found')
      assert.equal(await decide({ ...aimed, level: 'organization' }, decision, 'owner'), 'not_found')
      assert.equal(await decide(aimed, decision, 'owner', { host: 'nobody-asked.example.com' }), 'not_found')
      assert.deepEqual(await aimed.approvals(), before)
      assert.equal((await logged(aimed)).length, decision === withdrawApproval ? 1 : 0)
    })
})

test('a secret shows the hosts that are approved for it, and not those that wait', async () => {
  const aimed = await byEditor()
  const shown = async () => {
    const permit = await aimed.tenant.permit('secret:list', 'editor')
    const { approvedHosts } = await getSecret(permit, aimed.secretId, [])
    return approvedHosts.map((approved) => [approved.host, approved.approvedByName])
  }
  await aimed.send('editor')
  assert.deepEqual(await shown(), [])
  await decide(aimed, approveHost)
  await aimed.saveBaseUrl('editor', 'https://127.0.0.2')
  await aimed.send('editor')
  assert.deepEqual(await shown(), [[host, 'Ines Okafor']])
})

test('declined, it is gone until it is asked for again; what is approved is not declined', async () => {
  const aimed = await byEditor()
  await aimed.send('editor')
  assert.equal(await decide(aimed, declineHost), 'done')
  assert.deepEqual(await aimed.approvals(), [])
  assert.equal(await decide(aimed, approveHost), 'not_found')
  assert.equal(await aimed.send('editor'), waits)
  assert.equal(await decide(aimed, approveHost), 'done')
  assert.equal(await decide(aimed, declineHost), 'wrong_state')
  assert.equal(await aimed.send('editor'), goes)
  assert.deepEqual(
    (await logged(aimed)).map(({ action }) => action),
    ['host.declined', 'host.approved'],
  )
})

test('an approval taken back at once waits again; to approve or to take back twice changes and logs nothing', async () => {
  const aimed = await byEditor()
  await aimed.send('editor')
  for (const decision of [approveHost, approveHost]) assert.equal(await decide(aimed, decision), 'done')
  const undo = { waitsAgain: true }
  for (const over of [undo, undo]) assert.equal(await decide(aimed, withdrawApproval, 'owner', over), 'done')
  assert.deepEqual(await aimed.waiting(), [host])
  assert.equal(await aimed.send('editor'), waits)
  assert.equal((await logged(aimed)).length, 2)
})

test('of two who approve and decline at once, one is told, and what was said holds', async () => {
  const aimed = await byEditor()
  await aimed.send('editor')
  const [approved, declined] = await Promise.all([decide(aimed, approveHost), decide(aimed, declineHost, 'org_admin')])
  assert.ok((approved === 'done') !== (declined === 'done'), `${approved} ${declined}`)
  assert.equal(await aimed.send('editor'), approved === 'done' ? goes : waits)
})

test('with the secret its approvals go', async () => {
  const aimed = await byEditor()
  await aimed.send('editor')
  await decide(aimed, approveHost)
  const input = { ...aimed.tenant.place, id: aimed.secretId, rowVersion: 1, confirmation: 'crm' }
  await runChange(await aimed.tenant.permit('secret:delete'), (scope) => deleteSecret(scope, input))
  assert.deepEqual(await aimed.approvals(), [])
})

test('a note that cannot be written throws nothing and leaves nothing', async () => {
  const tenant = await makeTenant()
  const permit = await tenant.permit('integration:test', 'editor')
  await noteWaiting(permit, { secretId: tenant.organization.id, host, requestedFor: 'Of no secret' })
  assert.equal(await db().hostApproval.count({ where: { organizationId: tenant.organization.id } }), 0)
})

test('only what a URL can have as its host is a host', () => {
  const isHost = (text: string) =>
    hostApprovalInput.safeParse({ organization: 'acme', secretId: crypto.randomUUID(), host: text }).success
  assert.ok(isHost('api.example.com:8443') && isHost('[2001:db8::1]'))
  for (const text of ['', 'a b', 'a\0b', 'bücher.example', 'x'.repeat(2049)]) assert.equal(isHost(text), false)
})
