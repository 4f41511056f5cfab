import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import type { SecretVersion } from '#lib/db/generated/client.ts'
import type { Credential } from './schema.ts'

/** What is stored of a value beside its sealed bytes. */
export async function judgeValue(
  _scope: Scope<Permission>,
  _credential: Credential,
  _options: { acceptsDuplicate: boolean; secretId: string },
): Promise<Pick<SecretVersion, 'valueHash' | 'weakness'>> {
  return { valueHash: null, weakness: null }
}
