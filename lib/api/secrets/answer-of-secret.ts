import type { Permission } from '#lib/access/permissions.ts'
import type { Permit, Scope } from '#lib/access/permit.ts'
import { PosternError } from '#lib/core/errors.ts'
import { db } from '#lib/db/client.ts'
import { describeSecrets, type SecretDescription } from '#lib/secrets/describe-secrets.ts'
import type { ApiAnswer } from '../operation.ts'

/** A secret of the permit's place with its ETag: inside a change, as the change leaves it. Throws `not_found`. */
export async function answerOfSecret(
  permit: Permit<Permission> | Scope<Permission>,
  id: string,
): Promise<ApiAnswer<SecretDescription>> {
  const [data] = await describeSecrets('tx' in permit ? permit.tx : db(), permit, [id])
  if (!data) throw new PosternError('not_found')
  return { data, rowVersion: data.rowVersion, location: `/secrets/${id}` }
}
