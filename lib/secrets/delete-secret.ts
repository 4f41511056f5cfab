import type { Scope } from '#lib/access/permit.ts'
import { record } from '#lib/changelog/record.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { Secret } from '#lib/db/generated/client.ts'
import { referencesTo } from '#lib/usages/references-in-use.ts'
import { destroySecret } from './destroy-secret.ts'
import { lockSecret } from './lock-secret.ts'
import type { DeleteSecretInput, SecretChanged } from './schema.ts'

/**
 * Destroys a secret with every version, in any state, for ever; its name is free again, its log and its uses stay. One
 * that stored text refers to wants its name as `confirmation`. Throws `not_found`, `stale_version` and `invalid`.
 */
export async function deleteSecret(scope: Scope<'secret:delete'>, input: DeleteSecretInput): Promise<SecretChanged> {
  const old = await confirmed(scope, input)
  const { id, name } = old
  const rowVersion = old.rowVersion + 1
  await destroySecret(scope.tx, old)
  record(scope, {
    action: 'secret.deleted',
    subject: { kind: 'secret', id, name },
    details: { rowVersion, isDeleted: true },
  })
  return { id, name, version: old.currentVersion, rowVersion }
}

async function confirmed(scope: Scope<'secret:delete'>, input: DeleteSecretInput): Promise<Secret> {
  const secret = await lockSecret(scope, input.id, input.rowVersion)
  // Names are matched without regard to case, and so is this one.
  if (input.confirmation?.toLowerCase() === secret.nameLower) return secret
  const [isInUse] = await referencesTo(scope.tx, { ...secret, domainIds: null }, 1)
  if (!isInUse && !input.confirmation) return secret
  const message = `This is not its name. Type ${secret.name} to delete it.`
  throw new PosternError('invalid', 'Nothing was deleted. The name that was typed is not that of the secret.', {
    fields: { confirmation: input.confirmation ? message : `This secret is in use. Type ${secret.name} to delete it.` },
  })
}
