import type { Scope } from '#lib/access/permit.ts'
import { record, recordNothing } from '#lib/changelog/record.ts'
import type { ChangeDetails } from '#lib/changelog/schema.ts'
import { type FieldErrors, PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { Secret, SecretVersion } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { addVersion } from './add-version.ts'
import { allowedHostsText, judgeAllowedHosts, missingHostsProblem } from './allowed-hosts.ts'
import { destroyVersions } from './destroy-versions.ts'
import { dateOf, expiryProblem, expiryText } from './expiry.ts'
import { judgeValue } from './judge-value.ts'
import { lockSecret } from './lock-secret.ts'
import { policiesOf, type SecretPolicies } from './policies.ts'
import { type Credential, credential, type EditSecretInput, type SecretChanged } from './schema.ts'
import { closed, openVersion } from './seal-version.ts'
import { searchTextOf } from './search-text.ts'
import { dayOf } from './secret-status.ts'
import { updateRow } from './update-row.ts'

type EditScope = Scope<'secret:edit' | 'secret:import'>

/**
 * Gives a secret a new value (a version more, with its allowed domains), a new description or expiration date; without a
 * value the stored one stays. A new value brings a revoked or expired secret back. Throws `not_found`, `stale_version`,
 * `invalid` for a field, `value_required` for allowed domains without a value, `duplicate_value`, and `wrong_state`: an
 * archived secret is not changed.
 */
export async function editSecret(scope: EditScope, input: EditSecretInput, note?: 'import'): Promise<SecretChanged> {
  const { tx } = scope
  const old = await lockSecret(scope, input.id, input.rowVersion)
  if (old.archivedAt)
    throw new PosternError('wrong_state', 'Nothing was saved. This secret is archived: restore it first.')
  const policies = await policiesOf(scope)
  const { allowedHosts: stored } = await currentVersion(scope, old)
  const given = judged(scope, old, stored, input, policies)

  const isSameDate = input.expiresOn === (old.expiresOn && dayOf(old.expiresOn))
  const hasPassed = expiryProblem(input.expiresOn, scope.organization.timeZone) !== null
  const after = {
    description: input.description,
    // A new value of an expired secret is there to be used: the date that was left as it is goes.
    expiresOn: given && isSameDate && hasPassed ? null : dateOf(input.expiresOn),
    hosts: given?.hosts ?? stored,
  }
  const fields = changedTexts(old, stored, after)
  if (!given && Object.keys(fields).length === 0) {
    recordNothing(scope)
    return { id: old.id, name: old.name, version: old.currentVersion, rowVersion: old.rowVersion }
  }
  const version = given ? old.currentVersion + 1 : old.currentVersion
  const isLeaked = given !== null && input.isLeaked === true
  if (given) {
    const options = { acceptsDuplicate: input.acceptsDuplicate ?? false, secretId: old.id }
    const found = await judgeValue(scope, given.credential, options)
    await addVersion(scope, old, version, closed(given.credential), { allowedHosts: given.hosts, ...found })
    await destroyVersions(tx, old, isLeaked ? old.currentVersion : version - policies.versionsKept)
  }
  const changed = await updateRow(scope, old, {
    description: after.description,
    expiresOn: after.expiresOn,
    currentVersion: version,
    searchText: searchTextOf({ ...old, description: after.description, allowedHosts: after.hosts }),
    ...(given && { revokedAt: null }),
  })
  const said = isLeaked ? 'leaked' : note
  record(scope, {
    action: !given ? 'secret.edited' : old.revokedAt ? 'secret.reactivated' : 'secret.rotated',
    subject: { kind: 'secret', id: old.id, name: old.name },
    details: {
      rowVersion: changed.rowVersion,
      ...(given && { version: { from: old.currentVersion, to: version } }),
      ...(Object.keys(fields).length > 0 && { fields }),
      ...(said && { note: said }),
    },
  })
  return { id: old.id, name: old.name, version, rowVersion: changed.rowVersion }
}

type Given = { credential: Credential; hosts: string[] }

/** The new value with its allowed domains, null to keep the stored one. Throws `invalid` or `value_required`. */
function judged(
  { organization }: EditScope,
  old: Secret,
  stored: string[],
  input: EditSecretInput,
  policies: SecretPolicies,
): Given | null {
  const fields: FieldErrors = {}
  const isNewDate = input.expiresOn !== (old.expiresOn && dayOf(old.expiresOn))
  const expiryIs = isNewDate ? expiryProblem(input.expiresOn, organization.timeZone) : null
  if (expiryIs !== null) fields.expiresOn = expiryIs
  if (input.value === undefined) {
    if (Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
    if (input.allowedHosts === undefined) return null
    const message = 'Allowed domains change only together with a new value. Enter the new value too.'
    throw new PosternError('value_required', `Nothing was saved. ${message}`, { fields: { allowedHosts: message } })
  }
  const parsed = credential.safeParse({ type: old.type, value: input.value })
  if (!parsed.success) Object.assign(fields, fieldErrorsOf(parsed.error))
  const { hosts, fields: hostsAre } = judgedHosts(old, stored, input.allowedHosts, policies)
  Object.assign(fields, hostsAre)
  if (!parsed.success || Object.keys(fields).length > 0) throw new PosternError('invalid', undefined, { fields })
  return { credential: parsed.data, hosts }
}

/** Where a new value may go. What is taken over was judged when it was stored; only a policy may ask for more since. */
function judgedHosts(old: Secret, stored: string[], given: string[] | undefined, policies: SecretPolicies) {
  if (given) return judgeAllowedHosts(given, policies)
  const problem = old.revokedAt
    ? 'This secret was revoked. Say where its new value may go: enter domains, or leave the list empty for any.'
    : missingHostsProblem(stored, policies)
  return { hosts: stored, fields: problem === null ? {} : { allowedHosts: problem } }
}

/** The current version. Throws if it was changed past Postern: its allowed domains may be taken over, and are logged. */
async function currentVersion({ tx, organization }: EditScope, secret: Secret): Promise<SecretVersion> {
  const { organizationId, id: secretId, currentVersion: version } = secret
  const current = await tx.secretVersion.findUniqueOrThrow({
    where: { organizationId_secretId_version: { organizationId, secretId, version } },
  })
  // Of a revoked secret nothing is left that could prove it.
  if (!secret.revokedAt) openVersion(await organizationKeys(tx, organization.id), secret, current)
  return current
}

/** Each field that is different now, with its old and its new text. */
function changedTexts(
  old: Secret,
  stored: string[],
  after: { description: string; expiresOn: Date | null; hosts: string[] },
): NonNullable<ChangeDetails['fields']> {
  const texts = {
    Description: [old.description || null, after.description || null],
    'Allowed domains': [allowedHostsText(stored), allowedHostsText(after.hosts)],
    'Expiration date': [expiryText(old.expiresOn), expiryText(after.expiresOn)],
  } as const
  return Object.fromEntries(
    Object.entries(texts)
      .filter(([, [from, to]]) => from !== to)
      .map(([field, [from, to]]) => [field, { from, to }]),
  )
}
