import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { createFirstOwner } from '#lib/auth/create-first-owner.ts'
import { findSession } from '#lib/auth/find-session.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { getIntegration, listIntegrations } from '#lib/integrations/read-integrations.ts'
import { testIntegrationRequest } from '#lib/integrations/test-request.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { listTemplates } from '#lib/templates/read-templates.ts'
import { sendTemplate } from '#lib/templates/send-template.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { trustAuthority } from '#lib/testing/trust-authority.ts'
import { withEmptyDatabase } from '#lib/testing/with-empty-database.ts'
import { endOfRun } from '#lib/workflows/detach-run.ts'
import { listWorkflows } from '#lib/workflows/read-workflows.ts'
import { runWorkflow } from '#lib/workflows/run-workflow.ts'
import { fillDemo } from './fill-demo.ts'
import { newPassword } from './new-password.ts'
import { demoOrigin } from './origin.ts'
import { type Echo, startEcho } from './start-echo.ts'

let echo: Echo
before(async () => {
  echo = await startEcho()
  trustAuthority(readFileSync(echo.said.authority, 'utf8'))
  process.env.POSTERN_DEMO_HOSTS = echo.said.hosts
})
after(() => echo.stop())

/** Runs `work` on a new database, as the launcher hands one to the demo: migrated, installed and marked. */
async function withDemo(work: () => Promise<void>, isDemo = true): Promise<void> {
  const before = process.env.DATABASE_URL
  await withEmptyDatabase(async (databaseUrl) => {
    process.env.DATABASE_URL = databaseUrl
    try {
      await migrate(databaseUrl)
      // A name that is not there yet; the key itself comes from the system’s generator.
      await prepareInstallation({ kind: 'file', path: path.join(echo.home, `${Math.random()}.key`) })
      await db().installation.update({ where: { id: 1 }, data: { isDemo } })
      await work()
    } finally {
      await disconnect()
      process.env.DATABASE_URL = before
    }
  })
}

/** What the table says of each person: email → password. */
function passwordsIn(lines: string[]): Map<string, string> {
  const found = lines.map((line) => /(\S+@acme\.example)\s+(\S+)$/.exec(line)).filter((match) => match !== null)
  return new Map(found.map(([, email = '', password = '']) => [email, password]))
}

const ines = 'ines.okafor@acme.example'
const tom = 'tom.abara@acme.example'
const europe = { organization: 'acme', domain: 'europe' }
const lena = 'lena.fischer@acme.example'

test('a demo has people who can sign in, each in their role, until the next start', async () => {
  await withDemo(async () => {
    const lines = await fillDemo(echo.said)
    assert.match(lines.join('\n'), /Tom Abara +Editor of Europe +tom\.abara@acme\.example +\S{23}\n/)
    assert.ok(lines.join('\n').includes(echo.said.key))
    const first = passwordsIn(lines)
    assert.equal(first.size, 4)
    for (const [email, password] of first) await signIn({ email, password }, demoOrigin)
    const session = await signIn({ email: lena, password: first.get(lena) ?? '' }, demoOrigin)
    assert.ok('sessionId' in session)

    const { passwords, counts } = await changedBy(async () => passwordsIn(await fillDemo(echo.said)))
    assert.deepEqual(new Set(Object.values(counts)), new Set([0]))
    assert.equal(await findSession(session.sessionId), null)
    assert.notEqual(passwords.get(lena), first.get(lena))
    await signIn({ email: lena, password: passwords.get(lena) ?? '' }, demoOrigin)
    await assert.rejects(signIn({ email: lena, password: first.get(lena) ?? '' }, demoOrigin))

    const organization = await db().organization.findFirstOrThrow()
    assert.equal((await verifyLog(organization.id)).whole, true)
  })
})

/** How many rows of each kind `work` made. */
async function changedBy(work: () => Promise<Map<string, string>>) {
  const count = async () => ({
    secret: await db().secret.count(),
    integration: await db().integration.count(),
    integrationRequest: await db().integrationRequest.count(),
    variable: await db().variable.count(),
    template: await db().template.count(),
    workflow: await db().workflow.count(),
    allowlistEndpoint: await db().allowlistEndpoint.count(),
    person: await db().person.count(),
    domain: await db().domain.count(),
    membership: await db().membership.count(),
  })
  const before = await count()
  const passwords = await work()
  const now = Object.entries(await count())
  const counts = Object.fromEntries(now.map(([kind, after]) => [kind, after - before[kind as keyof typeof before]]))
  return { passwords, counts }
}

test('every sample request reaches the demo’s service with its credential, which the app does not show', async () => {
  await withDemo(async () => {
    await fillDemo(echo.said)
    const { id: personId, name } = await db().person.findUniqueOrThrow({ where: { email: ines } })
    let tested = 0
    for (const domain of ['europe', 'america']) {
      const place = { organization: 'acme', domain }
      const viewing = await authorize({ personId, name, proof: testProof }, 'integration:list', place, demoOrigin)
      const testing = await authorize({ personId, name, proof: testProof }, 'integration:test', place, demoOrigin)
      for (const { id: integrationId } of (await listIntegrations(viewing, {})).items) {
        for (const { id } of (await getIntegration(viewing, integrationId)).requests) {
          const exchange = await testIntegrationRequest(testing, { ...place, integrationId, id, rowVersion: 1 })
          assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
          assert.equal(exchange.answer.status, 200)
          assert.ok(exchange.redactions > 0)
          assert.match(exchange.answer.body, /••••••/)
          assert.doesNotMatch(JSON.stringify(exchange), /wx_\w{24}|pay_[\w-]{20}/)
          tested += 1
        }
      }
    }
    assert.equal(tested, 6)
    const page = await (await fetch(echo.said.received)).text()
    assert.match(page, /Authorization: Bearer wx_\w{30}\n/i)
    assert.match(page, /"from": \{/)
    // Of the endpoint with encryption an envelope arrived, and nothing of what it holds.
    assert.match(page, /application\/jose\n.*?\n\neyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+/is)
    assert.doesNotMatch(page, /"merchant"/)
  })
})

test('the sample template and workflow reach the demo’s service, and an Editor sees dots', async () => {
  await withDemo(async () => {
    await fillDemo(echo.said)
    const { id: personId, name } = await db().person.findUniqueOrThrow({ where: { email: tom } })
    const may = <P extends Permission>(permission: P) =>
      authorize({ personId, name, proof: testProof }, permission, europe, demoOrigin)
    const [template] = (await listTemplates(await may('template:list'), {})).items
    const sending = { ...europe, id: template?.id ?? '', rowVersion: 1, sample: 0, event: '{}', recipient: '{}' }
    const exchange = await sendTemplate(await may('template:send'), sending)
    assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange))
    assert.equal(exchange.answer.status, 200)
    assert.match(exchange.answer.body, /118 km\/h at Cabo da Roca. Questions\? \+351/)
    assert.match(exchange.answer.body, /"key": "••••••"/)

    const [workflow] = (await listWorkflows(await may('workflow:list'), {})).items
    const running = { ...europe, id: workflow?.id ?? '', rowVersion: 1, event: '' }
    const run = await runWorkflow(await may('workflow:run'), running)
    await endOfRun(run.id)
    assert.equal((await db().workflowRun.findFirstOrThrow()).state, 'succeeded')
    const page = await (await fetch(echo.said.received)).text()
    assert.match(page, /Authorization: Bearer pat_[\w-]{24}\n/i)
    assert.match(page, /"summary": "clear in Lisbon",\n {2}"celsius": 19\n/)
  })
})

test('samples go into no other database', async () => {
  await withDemo(async () => {
    const who = { name: 'Real Owner', email: 'owner@real.example', password: newPassword() }
    await createFirstOwner({ ...who, organization: 'Real', domain: 'main' }, { kind: 'operator' }, demoOrigin)
    await assert.rejects(fillDemo(echo.said), OperatorError)
    assert.equal(await db().organization.count(), 1)
    assert.equal(await db().secret.count(), 0)
  }, false)
})

test('a new password is easy to type, and another every time', () => {
  const passwords = Array.from({ length: 200 }, newPassword)
  for (const password of passwords)
    assert.match(
      password,
      /^([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz](-([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]){3}$/,
    )
  assert.equal(new Set(passwords).size, 200)
})
