// Compares what the database holds with what was acknowledged (a file of JSON lines), and prints what is wrong.
import { readFileSync } from 'node:fs'
import { verifyLog } from '#lib/changelog/verify-log.ts'
import { ReadPermit } from '#lib/core/read-permit.ts'
import { open, sealedKeyId } from '#lib/crypto/seal.ts'
import { secretAssociatedData } from '#lib/crypto/secret-associated-data.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import type { Acknowledged } from './write-secrets.ts'

export type Checked = { acknowledged: number; stored: number; problems: string[] }

await prepareInstallation()
const lines = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .filter(Boolean)
const acknowledged = lines.map((line) => JSON.parse(line) as Acknowledged)
const problems: string[] = []
let stored = 0
for (const { organizationId } of acknowledged.filter((line) => line.kind === 'tenant')) await check(organizationId)
const writes = acknowledged.filter((line) => line.kind === 'written')
process.stdout.write(JSON.stringify({ acknowledged: writes.length, stored, problems } satisfies Checked))
await disconnect()

async function check(organizationId: string): Promise<void> {
  const verdict = await verifyLog(organizationId)
  if (!verdict.whole) problems.push(`The log breaks at ${verdict.sequence}: ${verdict.reason}`)
  const secrets = await db().secret.findMany({ where: { organizationId }, include: { versions: true } })
  const entries = await db().changeLogEntry.findMany({ where: { organizationId, subjectKind: 'secret' } })
  // Each version has one entry and each entry one version: whatever was cut off is there as a whole or not at all.
  const inLog = entries.map((entry) => {
    const { version } = entry.details as { version?: { to: number } }
    return `${entry.subjectId} ${version?.to}`
  })
  const inTable = secrets.flatMap((secret) => secret.versions.map(({ version }) => `${secret.id} ${version}`))
  for (const write of inTable) if (!inLog.includes(write)) problems.push(`${write} has no entry`)
  for (const write of inLog) if (!inTable.includes(write)) problems.push(`${write} has an entry and is not stored`)
  if (new Set(inLog).size !== inLog.length) problems.push('A write has two entries')
  for (const line of acknowledged) {
    if (line.kind !== 'written' || line.organizationId !== organizationId) continue
    if (!inTable.includes(`${line.id} ${line.version}`))
      problems.push(`${line.id} ${line.version} was acknowledged and is lost`)
  }
  stored += inTable.length

  const keys = await organizationKeys(db(), organizationId)
  for (const secret of secrets) {
    const { id: secretId, domainId, type, visibility, purpose, name } = secret
    if (Math.max(...secret.versions.map(({ version }) => version)) !== secret.currentVersion) {
      problems.push(`${secretId} is at version ${secret.currentVersion} and has another one`)
    }
    for (const { version, sealedValue, allowedHosts } of secret.versions) {
      const key = sealedValue && keys.sealing.get(sealedKeyId(sealedValue))
      if (!key) continue
      const place = { organizationId, domainId, secretId, version, field: 'value' as const, type, visibility, purpose }
      const value = open(key, sealedValue, secretAssociatedData({ ...place, allowedHosts })).readText(
        ReadPermit.granted,
      )
      if (value !== `value ${version} of the secret ${name}`)
        problems.push(`${secretId} ${version} holds another value`)
    }
  }
}
