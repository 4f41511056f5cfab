import type { Permit } from '#lib/access/permit.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { redactionConcern } from '#lib/secrets/concerns.ts'
import { comparisonsPerMinute, consumeUpTo } from '#lib/secrets/consume.ts'
import type { CreateSecretInput } from '#lib/secrets/schema.ts'
import { type StoredValue, storedValues } from '#lib/secrets/stored-values.ts'
import { valueHashOf } from '#lib/secrets/value-hash.ts'

const mostNamed = 3

export type WarnedRow = { line: number; input: CreateSecretInput | null }

/** What is said of each row, and how many rows had their value looked for among those that are stored. */
export type Warnings = { ofRows: string[][]; compared: { rows: number; of: number } }

/**
 * What speaks against storing a value as it is, row by row: it cannot be redacted safely, or it is elsewhere too. Each
 * value that is looked for is one of the ten comparisons a minute; of those beyond, nothing is said.
 *
 * Threat: a file is a list of guesses at what is stored, and a preview leaves no trace in the log.
 */
export async function warningsOf(permit: Permit<'secret:import'>, rows: readonly WarnedRow[]): Promise<Warnings> {
  const { duplicates } = await organizationKeys(db(), permit.organization.id)
  const hashes = rows.map(({ input }) => input && valueHashOf(duplicates, input))
  const hexes = hashes.map((hash) => hash && Buffer.from(hash).toString('hex'))
  const wanted = [...new Set(hexes.filter((hex) => hex !== null))].slice(0, comparisonsPerMinute)
  const { organization, actor } = permit
  const allowed = await consumeUpTo(
    { tx: db(), organization, actor },
    'comparison',
    comparisonsPerMinute,
    wanted.length,
  )
  const compared = new Set(wanted.slice(0, allowed))
  const found = await storedValues(
    db(),
    permit,
    [...compared].map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))),
  )
  const stored = Map.groupBy(found, ({ hash }) => hash)

  const firstLines = new Map<string, number>()
  const ofRows = rows.map(({ line, input }, index) => {
    if (!input) return []
    const concern = redactionConcern(input.type === 'username_password' ? input.value.password : input.value)
    const hash = hexes[index]
    const first = hash ? firstLines.get(hash) : undefined
    if (hash && first === undefined) firstLines.set(hash, line)
    return [
      input.type === 'json' ? null : concern,
      first === undefined ? null : `Line ${first} has the same value.`,
      hash ? elsewhere(stored.get(hash) ?? [], permit, input.name) : null,
    ].filter((warning) => warning !== null)
  })
  const known = hexes.filter((hex) => hex !== null)
  return { ofRows, compared: { rows: known.filter((hex) => compared.has(hex)).length, of: known.length } }
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
