import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import type { Permit } from '#lib/access/permit.ts'
import { csvCell } from '#lib/changelog/csv-cell.ts'
import { exportLog } from '#lib/changelog/export-log.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { changeLogQueryOf } from '#lib/changelog/schema.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fingerprintOf } from '#lib/crypto/fingerprint.ts'
import { db } from '#lib/db/client.ts'
import { secretInput } from '#lib/testing/a-secret.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { createSecret } from './create-secret.ts'
import { type ExportFormat, exportSecrets } from './export-secrets.ts'

const canary = 'canary-export-4c1f'

async function make(permit: Permit<'secret:create'>, fields: Record<string, unknown>) {
  const place = { organization: permit.organization.slug, ...(permit.domain && { domain: permit.domain.slug }) }
  const input = secretInput(place, { type: 'token', value: canary, ...fields })
  return runChange(permit, (scope) => createSecret(scope, input))
}

async function fileOf(permit: Permit<'secret:export'>, format: ExportFormat): Promise<string> {
  let text = ''
  for await (const piece of await exportSecrets(permit, format)) text += piece
  return text
}

async function use(tenant: Tenant, domainId: string, secretId: string, at: Date) {
  const organizationId = tenant.organization.id
  const id = randomUUID()
  const host = 'api.example.com'
  await db().usageRecord.create({
    data: {
      organizationId,
      id,
      domainId,
      at,
      actorKind: 'person',
      actorName: 'x',
      consumerKind: 'x',
      consumerName: 'x',
      host,
      method: 'GET',
    },
  })
  await db().usageRecordSecret.create({ data: { organizationId, usageId: id, secretId, version: 1, at } })
}

describe('an export of metadata', () => {
  test('has every secret of the place in every state with its fields, and no value or fingerprint', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:create')
    const b = await make(permit, {
      name: 'b',
      description: 'two\nlines, "quoted"',
      allowedHosts: ['api.example.com', '*.b.example.com'],
    })
    await make(permit, {
      name: 'a',
      type: 'json',
      value: `{"k":"${canary}"}`,
      visibility: 'masked',
      purpose: 'webhook',
      expiresOn: '2099-12-31',
    })
    await make(await tenant.permit('secret:create', 'org_admin', 'america'), { name: 'american' })
    await make(await tenant.organizationPermit('secret:create'), { name: 'crm.apiKey' })
    await db().secret.updateMany({
      where: { organizationId: tenant.organization.id, id: b.id },
      data: { archivedAt: new Date() },
    })
    const at = new Date('2026-01-02T03:04:05Z')
    await use(tenant, tenant.organization.europe.id, b.id, at)
    await use(tenant, tenant.organization.europe.id, b.id, new Date('2025-01-01T00:00:00Z'))

    const lines = await fileOf(await tenant.permit('secret:export', 'editor'), 'jsonl')
    const rows = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(
      rows.map(({ name, state }) => [name, state]),
      [
        ['a', 'active'],
        ['b', 'archived'],
      ],
    )
    const { created_at, updated_at, ...rest } = rows[1] ?? {}
    assert.deepEqual(rest, {
      name: 'b',
      type: 'token',
      state: 'archived',
      description: 'two\nlines, "quoted"',
      allowed_domains: ['api.example.com', '*.b.example.com'],
      expires_on: null,
      visibility: 'restricted',
      purpose: 'any',
      version: 1,
      last_used_at: at.toISOString(),
    })
    assert.match(String(created_at), /^\d{4}-\d\d-\d\dT/)
    assert.equal(typeof updated_at, 'string')
    const versions = await db().secretVersion.findMany({ where: { organizationId: tenant.organization.id } })
    for (const { sealedValue } of versions)
      assert.equal(lines.includes(fingerprintOf(sealedValue ?? new Uint8Array())), false)
    assert.equal(lines.includes(canary), false)
    const organization = await fileOf(await tenant.organizationPermit('secret:export', 'editor'), 'jsonl')
    assert.deepEqual(
      organization
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { name: string }).name),
      ['crm.apiKey'],
    )
  })

  test('is a CSV file that a spreadsheet takes for text, whatever stands in a description', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:create')
    const descriptions = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '\n=1',
      '＝1',
      '"=1',
      'plain; text, with "quotes"',
      'for another separator;=1+1',
    ]
    for (const [index, description] of descriptions.entries())
      await make(permit, { name: `n${String(index).padStart(2, '0')}`, description })
    const csv = await fileOf(await tenant.permit('secret:export'), 'csv')
    const rows = parse(csv, { columns: true }) as Record<string, string>[]
    assert.deepEqual(Object.keys(rows[0] ?? {}), [
      'name',
      'type',
      'state',
      'description',
      'allowed_domains',
      'expires_on',
      'visibility',
      'purpose',
      'version',
      'created_at',
      'updated_at',
      'last_used_at',
    ])
    assert.deepEqual(
      rows.map(({ description }) => description),
      [...descriptions.map(csvCell)],
    )
    for (const cell of csv.matchAll(/(?:^|,)"((?:[^"]|"")*)"/gm))
      assert.doesNotMatch(cell[1] ?? '', /(^|[;\t])[\s"]*[=+\-@\uFF1D]/)
  })

  test('is taken thirty times a minute by a person, of the log and of secrets together; a refused one is not logged', async () => {
    const tenant = await makeTenant()
    const permit = await tenant.permit('secret:export')
    const history = await tenant.permit('secret:history')
    const query = changeLogQueryOf(new URLSearchParams())
    await exportLog(history, query, 'csv')
    for (let time = 1; time < 30; time++) await exportSecrets(permit, 'csv')
    const isLimit = (error: unknown) => error instanceof PosternError && error.code === 'rate_limited'
    await assert.rejects(exportSecrets(permit, 'csv'), isLimit)
    await assert.rejects(exportLog(history, query, 'csv'), isLimit)
    assert.equal(await db().changeLogEntry.count({ where: { organizationId: tenant.organization.id } }), 30)
    await exportSecrets(await tenant.permit('secret:export', 'editor'), 'csv')
  })

  test('of an empty place has its columns, or nothing', async () => {
    const tenant = await makeTenant()
    assert.match(await fileOf(await tenant.permit('secret:export'), 'csv'), /^"name","type",[^\n]*\r\n$/)
    assert.equal(await fileOf(await tenant.permit('secret:export'), 'jsonl'), '')
  })

  test('comes whole in several pieces', async () => {
    const tenant = await makeTenant()
    const europe = tenant.organization.europe.id
    await db().$executeRaw`
      INSERT INTO "Secret" ("organizationId", "id", "domainId", "scopeId", "name", "nameLower", "type", "currentVersion",
        "mac", "createdById", "createdByName", "updatedById", "updatedByName")
      SELECT ${tenant.organization.id}::uuid, gen_random_uuid(), ${europe}::uuid, ${europe}::uuid, 'k' || i, 'k' || i, 'token', 1,
        '\\x00', gen_random_uuid(), 'x', gen_random_uuid(), 'x' FROM generate_series(1, 1200) AS i`
    await db().$executeRaw`
      INSERT INTO "SecretVersion" ("organizationId", "secretId", "version", "allowedHosts", "createdById", "createdByName")
      SELECT "organizationId", "id", 1, '{}', "createdById", 'x' FROM "Secret" WHERE "organizationId" = ${tenant.organization.id}::uuid`
    const names = (await fileOf(await tenant.permit('secret:export'), 'jsonl')).trimEnd().split('\n')
    assert.equal(new Set(names).size, 1200)
  })

  test('says of an organization secret only what happened in domains that the reader sees', async () => {
    const tenant = await makeTenant()
    const { id } = await make(await tenant.organizationPermit('secret:create'), { name: 'shared' })
    await use(tenant, tenant.organization.america.id, id, new Date('2026-01-02T03:04:05Z'))
    const lastUse = async (role: 'editor' | 'org_admin') =>
      (
        JSON.parse(await fileOf(await tenant.organizationPermit('secret:export', role), 'jsonl')) as {
          last_used_at: string | null
        }
      ).last_used_at
    assert.equal(await lastUse('editor'), null)
    assert.equal(await lastUse('org_admin'), '2026-01-02T03:04:05.000Z')
  })

  test('is in the log, and does not exist for strangers', async () => {
    const tenant = await makeTenant()
    await fileOf(await tenant.permit('secret:export', 'editor'), 'csv')
    await fileOf(await tenant.organizationPermit('secret:export', 'owner'), 'jsonl')
    const entries = await db().changeLogEntry.findMany({
      where: { organizationId: tenant.organization.id },
      orderBy: { sequence: 'asc' },
    })
    assert.deepEqual(
      entries.map(({ action, subjectKind, actorName, details }) => [action, subjectKind, actorName, details]),
      [
        ['secret.exported', 'domain', tenant.people.editor.name, { note: 'csv' }],
        ['secret.exported', 'organization', tenant.people.owner.name, { note: 'jsonl' }],
      ],
    )
    for (const role of ['stranger', 'other_domain_admin'] as const) {
      const refused = (error: unknown) => error instanceof PosternError && error.code === 'not_found'
      await assert.rejects(tenant.permit('secret:export', role), refused)
    }
  })
})
