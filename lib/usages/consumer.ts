import type { Scope } from '#lib/access/permit.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { FoundReference } from './references-in-use.ts'
import type { Place } from './schema.ts'

/** A kind of thing that names secrets in stored text: how its places are shown, and how a rename rewrites them. */
export type Consumer = {
  kind: FoundReference['consumerKind']
  /** The places of these references, of domains that are not archived, with when and how often each used the secret. */
  placesOf: (client: Tx, organizationId: string, references: FoundReference[], secretId: string) => Promise<Place[]>
  /** Makes the text of these consumers name `to` where it named `from`, each change with its log entry. */
  rewrite: (
    scope: Scope<'secret:rename'>,
    references: FoundReference[],
    names: { from: string; to: string },
  ) => Promise<void>
}
