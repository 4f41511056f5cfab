import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { SecretVersion } from '#lib/db/generated/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { comparisonsPerMinute, consume } from './consume.ts'
import { findDuplicates } from './find-duplicates.ts'
import { judgeWeakness } from './judge-weakness.ts'
import { partNames } from './part-names.ts'
import type { Credential } from './schema.ts'
import { valueHashOf } from './value-hash.ts'

/**
 * What is stored of a value beside its sealed bytes: a keyed hash, why it is weak, and what its parts are called. Throws `duplicate_value` with names
 * if the same value is in another secret that this person may edit, unless that is accepted; ten values a minute and
 * person are compared, the rest are stored without a word.
 *
 * Threat: whoever may store values guesses at others' by storing the guesses. A guess that missed is committed with its
 * count and its log entry, so callers let nothing that can refuse come after this.
 */
export async function judgeValue(
  scope: Scope<Permission>,
  credential: Credential,
  { acceptsDuplicate, secretId }: { acceptsDuplicate: boolean; secretId: string },
): Promise<Pick<SecretVersion, 'valueHash' | 'weakness' | 'partNames'>> {
  const { duplicates } = await organizationKeys(scope.tx, scope.organization.id)
  const valueHash = valueHashOf(duplicates, credential)
  if (valueHash && !acceptsDuplicate && (await consume(scope, 'comparison', comparisonsPerMinute)) === null) {
    const names = await findDuplicates(scope.tx, scope, valueHash, secretId)
    if (names.length > 0) throw duplicateValue(names)
  }
  return { valueHash, weakness: await judgeWeakness(credential), partNames: partNames(credential) }
}

function duplicateValue(names: string[]): PosternError {
  const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
  const message = `This value is already stored in ${listed}. Use what is there, or go on to store it once more.`
  return new PosternError('duplicate_value', `Nothing was saved. ${message}`, { fields: { value: message } })
}
