// Run by part-4.test.ts in a process of its own, whose database was upgraded: who was signed in still is, and what they
// had still works. Prints what it found, as JSON.
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { listEndpoints } from '#lib/allowlist/read-endpoints.ts'
import { findSession } from '#lib/auth/find-session.ts'
import { signIn } from '#lib/auth/sign-in.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { openVersion } from '#lib/secrets/seal-version.ts'
import { listTemplates } from '#lib/templates/read-templates.ts'
import { getRunExchange } from '#lib/workflows/read-runs.ts'

await prepareInstallation()
const origin = { address: '', program: 'test' }
const { id: sessionId } = await db().session.findFirstOrThrow()
const lena = await findSession(sessionId)
const organization = await db().organization.findFirstOrThrow()
const place = { organization: organization.slug, domain: 'europe' }
const permit = async <P extends Permission>(permission: P) => {
  if (!lena) throw new Error('The session of before is nobody’s.')
  return authorize(lena, permission, place, origin)
}

const keys = await organizationKeys(db(), organization.id)
const secrets = await db().secret.findMany({ include: { versions: true }, orderBy: { name: 'asc' } })
const values = secrets.flatMap((secret) =>
  secret.versions.map((version) => openVersion(keys, secret, version).value.readText(ReadPermit.granted)),
)
const run = await db().workflowRun.findFirstOrThrow()
const exchange = await getRunExchange(await permit('workflow:list'), {
  workflowId: run.workflowId,
  runId: run.id,
  position: '1',
})
const { retentionDays, secondFactorRequired, ssoRequired, sessionHours, sessionIdleMinutes } = organization
const again = await signIn({ email: lena?.email ?? '', password: 'a password of part four' }, origin)

process.stdout.write(
  JSON.stringify({
    name: lena?.name,
    factors: lena?.proof.factors,
    // It was proven when the session was opened, which is an hour ago.
    reveals: await permit('secret:reveal').then(
      () => 'yes',
      (error) => error.code,
    ),
    values,
    exchange: exchange !== null,
    templates: (await listTemplates(await permit('template:list'), {})).items.map(({ name }) => name),
    endpoints: (await listEndpoints(await permit('allowlist:list'))).items.map(({ hostPattern }) => hostPattern),
    policies: { retentionDays, secondFactorRequired, ssoRequired, sessionHours, sessionIdleMinutes },
    isWhole: (await verifyLog(organization.id)).whole,
    signsIn: again !== null,
  }),
)
await disconnect()
