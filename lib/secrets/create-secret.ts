import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { clock } from '#lib/core/clock.ts'
import { type FieldErrors, PosternError } from '#lib/core/errors.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { addVersion } from './add-version.ts'
import { allowedHostsText, judgeAllowedHosts } from './allowed-hosts.ts'
import { assertNotReserved } from './assert-not-reserved.ts'
import { dateOf, expiryProblem, expiryText } from './expiry.ts'
import { judgeValue } from './judge-value.ts'
import { nameTaken } from './name-taken.ts'
import { aliasProblem, nameProblem } from './names.ts'
import { policiesOf } from './policies.ts'
import { rowMacOf } from './row-mac.ts'
import {
  type CreateSecretInput,
  purposeLabels,
  type SecretChanged,
  secretTypeLabels,
  visibilityLabels,
} from './schema.ts'
import { closed } from './seal-version.ts'
import { searchTextOf } from './search-text.ts'

/**
 * Encrypts and stores a secret of a domain, or of the organization itself; the sealed value opens only in its own row.
 * `note` says in the log where it came from. Throws `invalid` for a field, `name_taken` if the scope has a secret of this
 * name in any state, in whatever letter case, and `duplicate_value` if the value is stored elsewhere and nobody accepted that.
 */
export async function createSecret(
  scope: Scope<'secret:create' | 'secret:import'>,
  input: CreateSecretInput,
  note?: 'import',
): Promise<SecretChanged> {
  const { tx, organization, scopeId } = scope
  const { name, allowedHosts } = await judged(scope, input)
  const now = clock.now()
  const by = { id: scope.actor.id ?? organization.id, name: scope.actor.name }
  const row = {
    organizationId: organization.id,
    id: randomUUID(),
    domainId: scope.domain?.id ?? null,
    scopeId,
    name,
    nameLower: name.toLowerCase(),
    type: input.type,
    description: input.description,
    visibility: input.visibility,
    purpose: input.purpose,
    expiresOn: dateOf(input.expiresOn),
    revokedAt: null,
    archivedAt: null,
    currentVersion: 1,
    searchText: searchTextOf({ name, description: input.description, type: input.type, allowedHosts }),
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
  await assertNotReserved(scope, row.nameLower, row.id)

  // Last of all that can refuse: see count-comparison.ts.
  const found = await judgeValue(scope, input, { acceptsDuplicate: input.acceptsDuplicate ?? false, secretId: row.id })
  await addVersion(scope, row, 1, closed(input), { allowedHosts, ...found })
  record(scope, {
    action: 'secret.created',
    subject: { kind: 'secret', id: row.id, name },
    details: {
      version: { from: null, to: 1 },
      rowVersion: 1,
      fields: firstTexts({
        [scope.domain ? 'Alias' : 'Name']: name,
        'Secret Type': secretTypeLabels[row.type],
        Description: row.description || null,
        'Allowed domains': allowedHostsText(allowedHosts),
        'Expiration date': expiryText(row.expiresOn),
        Visibility: visibilityLabels[row.visibility],
        Purpose: purposeLabels[row.purpose],
      }),
      ...(note && { note }),
    },
  })
  return { id: row.id, name, version: 1, rowVersion: 1 }
}

/** The fields that the place decides about. Throws `invalid` with a sentence for each that will not do. */
async function judged(scope: Scope<'secret:create' | 'secret:import'>, input: CreateSecretInput) {
  const name = scope.domain ? input.name.toLowerCase() : input.name
  const nameIs = scope.domain ? aliasProblem(name) : nameProblem(name)
  const expiryIs = expiryProblem(input.expiresOn, scope.organization.timeZone)
  const { hosts, fields: hostsAre } = judgeAllowedHosts(input.allowedHosts, await policiesOf(scope))
  const fields: FieldErrors = {
    ...(nameIs !== null && { name: nameIs }),
    ...hostsAre,
    ...(expiryIs !== null && { expiresOn: expiryIs }),
  }
  if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
  return { name, allowedHosts: hosts }
}

const firstTexts = (texts: Record<string, string | null>) =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, to]) => to !== null)
      .map(([field, to]) => [field, { from: null, to }]),
  )
