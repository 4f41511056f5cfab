import { randomUUID } from 'node:crypto'
import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { type FieldErrors, PosternError } from '#lib/core/errors.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { addVersion } from './add-version.ts'
import { judgeAllowedHosts } from './allowed-hosts.ts'
import { assertNotReserved } from './assert-not-reserved.ts'
import { expiryProblem } from './expiry.ts'
import { holdPolicies } from './hold-policies.ts'
import { judgeValue } from './judge-value.ts'
import { nameTaken } from './name-taken.ts'
import { aliasProblem, nameProblem } from './names.ts'
import { createdEntry, newSecretRow } from './new-secret.ts'
import { policiesOf } from './policies.ts'
import { rowMacOf } from './row-mac.ts'
import type { CreateSecretInput, SecretChanged } from './schema.ts'
import { closed } from './seal-version.ts'

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
  const { tx, organization } = scope
  await holdPolicies(scope)
  const { name, allowedHosts } = await judged(scope, input)
  const row = newSecretRow(scope, randomUUID(), { ...input, name, allowedHosts })
  const { rowMac } = await organizationKeys(tx, organization.id)
  // skipDuplicates, because a unique violation would abort the transaction before it can be told apart.
  const { count } = await tx.secret.createMany({ data: [{ ...row, mac: rowMacOf(rowMac, row) }], skipDuplicates: true })
  if (count === 0) throw await nameTaken(scope, row.nameLower)
  await assertNotReserved(scope, row.nameLower, row.id)

  // Last of all that can refuse: see count-comparison.ts.
  const found = await judgeValue(scope, input, { acceptsDuplicate: input.acceptsDuplicate ?? false, secretId: row.id })
  await addVersion(scope, row, 1, closed(input), { allowedHosts, ...found })
  record(scope, createdEntry(scope, row, allowedHosts, note))
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
