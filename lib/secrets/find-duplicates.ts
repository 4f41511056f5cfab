import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { storedValues } from './stored-values.ts'

const mostNamed = 3

/**
 * The names of other secrets whose current value has this hash, as storedValues() finds them. At most 3, and then "others"
 * where there are more.
 */
export async function findDuplicates(
  tx: Tx,
  permit: Permit<Permission>,
  valueHash: Uint8Array,
  exceptId: string,
): Promise<string[]> {
  const found = await storedValues(tx, permit, [new Uint8Array(valueHash)], exceptId)
  const names = found.map((secret) =>
    secret.scopeId === permit.scopeId
      ? secret.name
      : `${secret.name} (${secret.domainName ?? permit.organization.name})`,
  )
  return names.length > mostNamed ? [...names.slice(0, mostNamed), 'others'] : names
}
