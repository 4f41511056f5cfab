import type { Permit } from '#lib/access/permit.ts'
import type { CreateSecretInput } from '#lib/secrets/schema.ts'

/** What speaks against storing a value as it is, row by row; what cannot be stored anyway has none. */
export async function warningsOf(
  _permit: Permit<'secret:import'>,
  inputs: readonly (CreateSecretInput | null)[],
): Promise<string[][]> {
  return inputs.map(() => [])
}
