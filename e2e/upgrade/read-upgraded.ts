// Run by upgrade.test.ts in a process of its own, whose database was upgraded: does everything that was there still
// work? Prints what it found, as JSON.
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { consumers } from '#lib/consumers/consumers.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { getIntegrationRequest } from '#lib/integrations/read-request.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { getSecret } from '#lib/secrets/get-secret.ts'
import { listSecrets } from '#lib/secrets/list-secrets.ts'
import { makeCurrent } from '#lib/secrets/make-current.ts'
import { restoreSecret } from '#lib/secrets/restore-secret.ts'
import { secretQuery } from '#lib/secrets/schema.ts'
import { openVersion } from '#lib/secrets/seal-version.ts'
import { testProof } from '#lib/testing/test-proof.ts'

await prepareInstallation()
const organization = await db().organization.findFirstOrThrow()
const lena = await db().person.findFirstOrThrow({ where: { name: 'Lena Fischer' } })
const place = { organization: organization.slug, domain: 'europe' }
const permit = <P extends Permission>(permission: P) =>
  authorize({ personId: lena.id, name: lena.name, proof: testProof }, permission, place, {
    address: '',
    program: 'test',
  })

const list = await permit('secret:list')
const find = async (q: string, status: 'all' | 'archived' = 'all') =>
  (await listSecrets(list, { ...secretQuery.parse({}), q, status })).items.map(({ name }) => name).sort()

const keys = await organizationKeys(db(), organization.id)
const values: Record<string, (string | null)[]> = {}
for (const secret of await db().secret.findMany({ include: { versions: true }, orderBy: { name: 'asc' } })) {
  values[secret.name] = secret.versions
    .toSorted((a, b) => a.version - b.version)
    .map((version) => {
      const { value, username } = openVersion(keys, secret, version)
      return [username?.readText(ReadPermit.granted), value.readText(ReadPermit.granted)].filter(Boolean).join(' / ')
    })
}

const weather = await db().secret.findFirstOrThrow({ where: { name: 'weather_fx' } })
const legacy = await db().secret.findFirstOrThrow({ where: { name: 'legacy' } })
const before = await verifyLog(organization.id)
const details = await getSecret(list, weather.id, consumers)
await runChange(await permit('secret:edit'), (scope) =>
  makeCurrent(scope, { ...place, id: weather.id, rowVersion: weather.rowVersion, version: 1 }),
)
await runChange(await permit('secret:restore'), (scope) =>
  restoreSecret(scope, { ...place, id: legacy.id, rowVersion: legacy.rowVersion }),
)
const after = await verifyLog(organization.id)
const { id } = await db().integrationRequest.findFirstOrThrow()
const request = await getIntegrationRequest(await permit('integration:test'), { id })

process.stdout.write(
  JSON.stringify({
    all: await find(''),
    byDescription: await find('100% front'),
    byType: await find('username and'),
    values,
    places: details.places.map(({ part, fields }) => ({ part, fields })),
    lastHost: details.lastUsed?.host,
    states: details.versions.map(({ version, state }) => `${version} ${state}`),
    current: (await getSecret(list, weather.id, consumers)).version,
    isWhole: [before.whole, after.whole],
    // Only admins could save requests then: what they aimed goes on without anybody's approval.
    aims: [
      ...(await db().integration.findMany({ select: { hostSetBy: true } })).map(({ hostSetBy }) => hostSetBy),
      ...(await db().referenceInUse.findMany({ select: { setBy: true } })).map(({ setBy }) => setBy),
    ],
    options: await db().integrationRequest.findMany({ select: { followRedirects: true, retries: true } }),
    // Since part 4: a connection that adds nothing, and a policy that nobody has turned on.
    connection: [request.connection, request.isDisabled, request.references],
    onlyAllowlisted: (await db().organization.findFirstOrThrow()).onlyAllowlisted,
    partNames: [...new Set((await db().secretVersion.findMany()).flatMap((version) => version.partNames))],
  }),
)
await disconnect()
