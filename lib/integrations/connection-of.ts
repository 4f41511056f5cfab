import type { Integration } from '#lib/db/generated/client.ts'
import type { Connection, NameAndValue } from '#lib/references/stored-request.ts'

/** What an integration adds to its requests, as it is stored. */
export function connectionOf(
  row: Pick<Integration, 'authKind' | 'authName' | 'authValue' | 'defaultHeaders'>,
): Connection {
  return {
    auth: { kind: row.authKind, name: row.authName, value: row.authValue },
    headers: row.defaultHeaders as NameAndValue[],
  }
}
