import type { Scope } from '#lib/access/permit.ts'
import { type PendingEntry, record, recordNothing } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { lockSecret } from './lock-secret.ts'
import { rowMacOf } from './row-mac.ts'
import { type Credential, credential, type EditSecretInput, type SecretChanged } from './schema.ts'
import { assertVersionIsGenuine, sealVersion } from './seal-version.ts'

/**
 * Gives a secret a new value (a version more), a new description, or both; without a value the stored one stays.
 * Throws `not_found`, `stale_version`, `invalid` for a value that does not fit the secret's type, and
 * `secret_archived`: an archived secret is not changed.
 */
export async function editSecret(scope: Scope<'secret:edit'>, input: EditSecretInput): Promise<SecretChanged> {
  const { tx, organization } = scope
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt) throw new PosternError('secret_archived', 'Nothing was saved. This secret is archived.')
  const given = input.value === undefined ? null : credentialOf(old, input.value)
  if (!given && input.description === old.description) {
    recordNothing(scope)
    return { id: old.id, name: old.name, version: old.currentVersion, rowVersion: old.rowVersion }
  }

  const now = clock.now()
  const by = { id: scope.actor.id ?? organization.id, name: scope.actor.name }
  const version = given ? old.currentVersion + 1 : old.currentVersion
  if (given) await addVersion(scope, old, version, given, now, by)
  const changed = {
    description: input.description,
    currentVersion: version,
    rowVersion: old.rowVersion + 1,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
  const { rowMac } = await organizationKeys(tx, organization.id)
  await tx.secret.update({
    where: { organizationId_id: { organizationId: organization.id, id: old.id } },
    data: { ...changed, mac: rowMacOf(rowMac, { ...old, ...changed }) },
  })
  record(scope, entryOf(old, changed))
  return { id: old.id, name: old.name, version, rowVersion: changed.rowVersion }
}

function credentialOf(old: Secret, value: EditSecretInput['value']): Credential {
  const parsed = credential.safeParse({ type: old.type, value })
  if (!parsed.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(parsed.error) })
  return parsed.data
}

async function addVersion(
  { tx, organization }: Scope<'secret:edit'>,
  old: Secret,
  version: number,
  given: Credential,
  now: Date,
  by: { id: string; name: string },
): Promise<void> {
  const key = { organizationId: organization.id, secretId: old.id }
  const current = await tx.secretVersion.findUniqueOrThrow({
    where: { organizationId_secretId_version: { ...key, version: old.currentVersion } },
    select: { allowedHosts: true, sealedValue: true },
  })
  assertVersionIsGenuine(await organizationKeys(tx, organization.id), old, current)
  const sealed = await sealVersion(tx, old, version, current.allowedHosts, given)
  await tx.secretVersion.create({
    data: {
      ...key,
      version,
      allowedHosts: current.allowedHosts,
      ...sealed,
      createdAt: now,
      createdById: by.id,
      createdByName: by.name,
    },
  })
  const { versionsKept } = await tx.organization.findUniqueOrThrow({
    where: { id: organization.id },
    select: { versionsKept: true },
  })
  await tx.secretVersion.updateMany({
    where: { ...key, version: { lte: version - versionsKept }, destroyedAt: null },
    data: { sealedValue: null, sealedUsername: null, destroyedAt: now },
  })
}

function entryOf(
  old: Secret,
  changed: { description: string; currentVersion: number; rowVersion: number },
): PendingEntry {
  const isRotation = changed.currentVersion !== old.currentVersion
  return {
    action: isRotation ? 'secret.rotated' : 'secret.edited',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: {
      rowVersion: changed.rowVersion,
      ...(isRotation && { version: { from: old.currentVersion, to: changed.currentVersion } }),
      ...(changed.description !== old.description && {
        fields: { Description: { from: old.description || null, to: changed.description || null } },
      }),
    },
  }
}
