import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { redactionConcern } from '#lib/secrets/concerns.ts'
import { comparisonsPerMinute, consume } from '#lib/secrets/consume.ts'
import type { CreateSecretInput } from '#lib/secrets/schema.ts'
import { valueHashOf } from '#lib/secrets/value-hash.ts'
import { type StoredValue, storedValues } from './stored-values.ts'

const mostNamed = 3

export type WarnedRow = { line: number; input: CreateSecretInput | null }

/**
 * What speaks against storing a value as it is, row by row: it cannot be redacted safely, or it is elsewhere too. A file
 * counts as one comparison of the ten a minute; beyond them stored values are not looked for.
 */
export async function warningsOf(permit: Permit<'secret:import'>, rows: readonly WarnedRow[]): Promise<string[][]> {
  const { duplicates } = await organizationKeys(db(), permit.organization.id)
  const hashes = rows.map(({ input }) => input && valueHashOf(duplicates, input))
  const known = hashes.filter((hash) => hash !== null)
  const { organization, actor } = permit
  const isCompared =
    known.length > 0 && (await consume({ tx: db(), organization, actor }, 'comparison', comparisonsPerMinute)) === null
  const stored = Map.groupBy(isCompared ? await storedValues(permit, known) : [], ({ hash }) => hash)

  const firstLines = new Map<string, number>()
  return rows.map(({ line, input }, index) => {
    if (!input) return []
    const concern = redactionConcern(input.type === 'username_password' ? input.value.password : input.value)
    const hash = hashes[index] && Buffer.from(hashes[index]).toString('hex')
    const first = hash ? firstLines.get(hash) : undefined
    if (hash && first === undefined) firstLines.set(hash, line)
    return [
      input.type === 'json' ? null : concern,
      first === undefined ? null : `Line ${first} has the same value.`,
      hash ? elsewhere(stored.get(hash) ?? [], permit, input.name) : null,
    ].filter((warning) => warning !== null)
  })
}

function elsewhere(found: readonly StoredValue[], { organization, scopeId }: Permit<'secret:import'>, own: string) {
  const names = found.map((secret) =>
    secret.scopeId !== scopeId
      ? `${secret.name} (${secret.domainName ?? organization.name})`
      : secret.name.toLowerCase() === own.toLowerCase()
        ? 'the secret of this name'
        : secret.name,
  )
  if (names.length === 0) return null
  const listed = names.length > mostNamed ? [...names.slice(0, mostNamed), 'others'] : names
  return `This value is already stored in ${new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(listed)}.`
}
