import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { isUuid } from '#lib/core/is-uuid.ts'
import { db } from '#lib/db/client.ts'
import { secretStatus } from '#lib/secrets/secret-status.ts'
import type { EndpointDetails, EndpointItem, EndpointList } from './schema.ts'

const columns = {
  id: true,
  name: true,
  hostPattern: true,
  pathPattern: true,
  description: true,
  encryption: true,
  keyName: true,
  keyPart: true,
  keyEncoding: true,
  graceHours: true,
  rowVersion: true,
  updatedAt: true,
  updatedByName: true,
} as const

type Row = Omit<EndpointItem, 'updatedAt' | 'keyStatus'> & { updatedAt: Date }

/** The endpoints of the permit's domain, by host and path, and whether nothing is sent but to them. */
export async function listEndpoints(permit: Permit<'allowlist:list'>): Promise<EndpointList> {
  const organizationId = permit.organization.id
  const [rows, { onlyAllowlisted }] = await Promise.all([
    db().allowlistEndpoint.findMany({
      where: { organizationId, domainId: permit.domainId },
      select: columns,
      orderBy: [{ hostPattern: 'asc' }, { pathPattern: 'asc' }, { id: 'asc' }],
    }),
    db().organization.findUniqueOrThrow({ where: { id: organizationId }, select: { onlyAllowlisted: true } }),
  ])
  const keys = await keysNamed(permit, rows)
  return { items: rows.map((row) => itemOf(row, keys)), onlyAllowlisted }
}

/** An endpoint of the permit's domain, and for how long answers under its key's version before still open. Throws `not_found`. */
export async function getEndpoint(permit: Permit<'allowlist:list'>, id: string): Promise<EndpointDetails> {
  const row = isUuid(id)
    ? await db().allowlistEndpoint.findFirst({
        where: { organizationId: permit.organization.id, domainId: permit.domainId, id },
        select: columns,
      })
    : null
  if (!row) throw new PosternError('not_found')
  const keys = await keysNamed(permit, [row])
  const key = keys.get(row.keyName.toLowerCase())
  return { ...itemOf(row, keys), keyVersion: key?.version ?? null, previousUntil: key ? graceOf(row, key) : null }
}

type Key = { status: EndpointItem['keyStatus']; version: number; changedAt: Date | null; hasPrevious: boolean }

/** How the keys of these endpoints stand, by lower-case name. The domain's own stands before the organization's. */
async function keysNamed(permit: Permit<Permission>, rows: { keyName: string }[]): Promise<Map<string, Key>> {
  const organizationId = permit.organization.id
  const names = [...new Set(rows.map(({ keyName }) => keyName.toLowerCase()))].filter((name) => name !== '')
  if (names.length === 0) return new Map()
  const secrets = await db().secret.findMany({
    where: { organizationId, scopeId: { in: [permit.domainId, organizationId] }, nameLower: { in: names } },
    select: {
      scopeId: true,
      nameLower: true,
      archivedAt: true,
      revokedAt: true,
      expiresOn: true,
      currentVersion: true,
      versions: {
        select: { version: true, createdAt: true, destroyedAt: true },
        orderBy: { version: 'desc' },
        take: 2,
      },
    },
  })
  const found = new Map<string, Key>()
  for (const secret of secrets) {
    if (secret.scopeId === organizationId && found.has(secret.nameLower)) continue
    const [current, previous] = [0, 1].map((back) =>
      secret.versions.find(({ version }) => version === secret.currentVersion - back),
    )
    found.set(secret.nameLower, {
      status: secretStatus(secret, permit.organization.timeZone),
      version: secret.currentVersion,
      changedAt: current?.createdAt ?? null,
      hasPrevious: previous !== undefined && previous.destroyedAt === null,
    })
  }
  return found
}

function graceOf({ graceHours }: { graceHours: number }, { changedAt, hasPrevious }: Key): string | null {
  if (!changedAt || !hasPrevious) return null
  const until = new Date(changedAt.getTime() + graceHours * 60 * 60 * 1000)
  return until > clock.now() ? until.toISOString() : null
}

function itemOf({ updatedAt, ...row }: Row, keys: Map<string, Key>): EndpointItem {
  const keyStatus = row.encryption === 'none' ? null : (keys.get(row.keyName.toLowerCase())?.status ?? 'missing')
  return { ...row, keyStatus, updatedAt: updatedAt.toISOString() }
}
