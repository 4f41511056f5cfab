import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { rowMacOf } from './row-mac.ts'
import { type CreateSecretInput, type SecretChanged, secretTypeLabels } from './schema.ts'
import { sealVersion } from './seal-version.ts'

/**
 * Encrypts and stores a domain secret; the sealed value opens only in its own row. Throws `name_taken` if the domain
 * has a secret of this alias in any state, in whatever letter case.
 */
export async function createSecret(scope: Scope<'secret:create'>, input: CreateSecretInput): Promise<SecretChanged> {
  const { tx, organization, domainId } = scope
  const now = clock.now()
  const by = { id: scope.actor.id ?? organization.id, name: scope.actor.name }
  const row = {
    organizationId: organization.id,
    id: randomUUID(),
    domainId,
    scopeId: domainId,
    name: input.name,
    nameLower: input.name.toLowerCase(),
    type: input.type,
    description: input.description,
    visibility: 'restricted' as const,
    purpose: 'any' as const,
    expiresOn: null,
    revokedAt: null,
    archivedAt: null,
    currentVersion: 1,
    rowVersion: 1,
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  const { rowMac } = await organizationKeys(tx, organization.id)
  // skipDuplicates, because a unique violation would abort the transaction before it can be told apart.
  const { count } = await tx.secret.createMany({ data: [{ ...row, mac: rowMacOf(rowMac, row) }], skipDuplicates: true })
  if (count === 0) throw await nameTaken(scope, row.nameLower)

  const sealed = await sealVersion(tx, row, 1, [], input)
  await tx.secretVersion.create({
    data: {
      organizationId: row.organizationId,
      secretId: row.id,
      version: 1,
      allowedHosts: [],
      ...sealed,
      createdAt: now,
      createdById: by.id,
      createdByName: by.name,
    },
  })
  record(scope, {
    action: 'secret.created',
    subject: { kind: 'secret', id: row.id, name: row.name },
    details: {
      version: { from: null, to: 1 },
      rowVersion: 1,
      fields: {
        Alias: { from: null, to: row.name },
        'Secret Type': { from: null, to: secretTypeLabels[row.type] },
        ...(row.description && { Description: { from: null, to: row.description } }),
      },
    },
  })
  return { id: row.id, name: row.name, version: 1, rowVersion: 1 }
}

async function nameTaken(scope: Scope<'secret:create'>, nameLower: string): Promise<PosternError> {
  const other = await scope.tx.secret.findUnique({
    where: {
      organizationId_scopeId_nameLower: { organizationId: scope.organization.id, scopeId: scope.domainId, nameLower },
    },
    select: { archivedAt: true },
  })
  const where = scope.domain?.name ?? 'This domain'
  const message = other?.archivedAt
    ? `${where} already has an archived secret with this alias. An alias stays taken. Choose another.`
    : `${where} already has a secret with this alias. Choose another, or edit that one.`
  return new PosternError('name_taken', message, { fields: { name: message } })
}
