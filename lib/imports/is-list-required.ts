import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { policiesOf } from '#lib/secrets/policies.ts'

/** Whether the organization refuses secrets without allowed domains. */
export async function isListRequired({ organization }: Permit<'secret:import'>): Promise<boolean> {
  return (await policiesOf({ tx: db(), organization })).allowedDomainsRequired
}
