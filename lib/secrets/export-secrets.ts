import type { Permit } from '#lib/access/permit.ts'
import { countExport } from '#lib/changelog/count-export.ts'
import { csvOf } from '#lib/changelog/csv-of.ts'
import { record } from '#lib/changelog/record.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import type { SecretPurpose, SecretType, SecretVisibility } from './schema.ts'
import { dayOf, secretStatus } from './secret-status.ts'

export const exportFormats = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

const batchSize = 500

type Row = {
  name: string
  nameLower: string
  type: SecretType
  description: string
  allowedHosts: string[]
  visibility: SecretVisibility
  purpose: SecretPurpose
  expiresOn: Date | null
  revokedAt: Date | null
  archivedAt: Date | null
  currentVersion: number
  createdAt: Date
  updatedAt: Date
  lastUsedAt: Date | null
}

/**
 * What is known of the secrets of the permit's place, in every state, as a file that is read while it is written:
 * names, states, fields, dates. Never a value or what is derived from one. The log says that it was taken.
 * Throws `rate_limited`.
 */
export async function exportSecrets(
  permit: Permit<'secret:export'>,
  format: ExportFormat,
): Promise<AsyncGenerator<string>> {
  const place = permit.domain ?? permit.organization
  await runChange(permit, async (scope) => {
    await countExport(scope)
    record(scope, {
      action: 'secret.exported',
      subject: { kind: permit.domain ? 'domain' : 'organization', id: place.id, name: place.name },
      details: { note: format },
    })
  })
  return linesOf(permit, format)
}

async function* linesOf(permit: Permit<'secret:export'>, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield csvOf([Object.keys(entryOf(example, 'UTC'))])
  let after = ''
  for (;;) {
    const rows = await rowsAfter(permit, after)
    const entries = rows.map((row) => entryOf(row, permit.organization.timeZone))
    if (format === 'csv') yield csvOf(entries.map((entry) => Object.values(entry).map(cellOf)))
    else yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    if (rows.length < batchSize) return
    after = rows.at(-1)?.nameLower ?? ''
  }
}

function entryOf(row: Row, timeZone: string) {
  return {
    name: row.name,
    type: row.type,
    state: secretStatus(row, timeZone),
    description: row.description,
    allowed_domains: row.allowedHosts,
    expires_on: row.expiresOn && dayOf(row.expiresOn),
    visibility: row.visibility,
    purpose: row.purpose,
    version: row.currentVersion,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  }
}

/** Its keys are the columns, also of a file without rows. */
const example: Row = {
  name: '',
  nameLower: '',
  type: 'token',
  description: '',
  allowedHosts: [],
  visibility: 'restricted',
  purpose: 'any',
  expiresOn: null,
  revokedAt: null,
  archivedAt: null,
  currentVersion: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  lastUsedAt: null,
}

/** Of what happens in other domains than the permit reaches, only who may see them learns. */
function rowsAfter(permit: Permit<'secret:export'>, after: string): Promise<Row[]> {
  const { organization, domain, scopeId, domainIds } = permit
  return db().$queryRaw<Row[]>`
    SELECT s."name", s."nameLower", s."type"::text AS "type", s."description", v."allowedHosts",
           s."visibility"::text AS "visibility", s."purpose"::text AS "purpose", s."expiresOn", s."revokedAt",
           s."archivedAt", s."currentVersion", s."createdAt", s."updatedAt",
           coalesce(used."at", (SELECT max(e."day")::timestamp AT TIME ZONE 'UTC' FROM "UsageDay" e
                                 WHERE ${domain !== null || domainIds === null}
                                   AND e."organizationId" = s."organizationId" AND e."secretId" = s."id")) AS "lastUsedAt"
      FROM "Secret" s
      JOIN "SecretVersion" v
        ON v."organizationId" = s."organizationId" AND v."secretId" = s."id" AND v."version" = s."currentVersion"
      LEFT JOIN LATERAL (
        SELECT u."at" FROM "UsageRecordSecret" u
          JOIN "UsageRecord" r ON r."organizationId" = u."organizationId" AND r."id" = u."usageId"
         WHERE u."organizationId" = s."organizationId" AND u."secretId" = s."id"
           AND (${domainIds === null} OR r."domainId" = ANY(${domainIds ?? []}::uuid[]))
         ORDER BY u."at" DESC LIMIT 1) used ON true
     WHERE s."organizationId" = ${organization.id}::uuid AND s."scopeId" = ${scopeId}::uuid AND s."nameLower" > ${after}
     ORDER BY s."nameLower" LIMIT ${batchSize}`
}

/** A list as words. */
const cellOf = (value: string | number | string[] | null): string =>
  Array.isArray(value) ? value.join(' ') : String(value ?? '')
