import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { PendingEntry } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { allowedHostsText } from './allowed-hosts.ts'
import { dateOf, expiryText } from './expiry.ts'
import { type CreateSecretInput, purposeLabels, secretTypeLabels, visibilityLabels } from './schema.ts'
import { searchTextOf } from './search-text.ts'

type NewFields = Omit<CreateSecretInput, 'organization' | 'domain' | 'value' | 'acceptsDuplicate'>
export type NewSecretRow = ReturnType<typeof newSecretRow>

/** The row of a secret that is about to be stored in the scope's place, without its MAC. The fields are judged already. */
export function newSecretRow(scope: Scope<Permission>, id: string, fields: NewFields) {
  const { name, type, description, visibility, purpose, allowedHosts } = fields
  const now = clock.now()
  const by = { id: scope.actor.id ?? scope.organization.id, name: scope.actor.name }
  return {
    organizationId: scope.organization.id,
    id,
    domainId: scope.domain?.id ?? null,
    scopeId: scope.scopeId,
    name,
    nameLower: name.toLowerCase(),
    type,
    description,
    visibility,
    purpose,
    expiresOn: dateOf(fields.expiresOn),
    revokedAt: null,
    archivedAt: null,
    currentVersion: 1,
    searchText: searchTextOf({ name, description, type, allowedHosts }),
    rowVersion: 1,
    createdAt: now,
    createdById: by.id,
    createdByName: by.name,
    updatedAt: now,
    updatedById: by.id,
    updatedByName: by.name,
  }
}

/** What the log says of it; `note` where it came from. */
export function createdEntry(
  scope: Scope<Permission>,
  row: NewSecretRow,
  allowedHosts: readonly string[],
  note?: 'import',
): PendingEntry {
  return {
    action: 'secret.created',
    subject: { kind: 'secret', id: row.id, name: row.name },
    details: {
      version: { from: null, to: 1 },
      rowVersion: 1,
      fields: firstTexts({
        [scope.domain ? 'Alias' : 'Name']: row.name,
        'Secret Type': secretTypeLabels[row.type],
        Description: row.description || null,
        'Allowed domains': allowedHostsText(allowedHosts),
        'Expiration date': expiryText(row.expiresOn),
        Visibility: visibilityLabels[row.visibility],
        Purpose: purposeLabels[row.purpose],
      }),
      ...(note && { note }),
    },
  }
}

const firstTexts = (texts: Record<string, string | null>) =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, to]) => to !== null)
      .map(([field, to]) => [field, { from: null, to }]),
  )
