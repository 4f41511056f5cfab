import type { Permit } from '#lib/access/permit.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { policiesOf } from '#lib/secrets/policies.ts'
import type { ImportPlace } from './judge-row.ts'

/** Where a permit imports to. */
export async function importPlace(tx: Tx, permit: Permit<'secret:import'>): Promise<ImportPlace> {
  const { organization, domain } = permit
  return {
    organization: organization.slug,
    isDomain: domain !== null,
    timeZone: organization.timeZone,
    policies: await policiesOf({ tx, organization }),
  }
}
