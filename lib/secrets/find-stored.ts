import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { comparisonsPerMinute, consumeUpTo } from './consume.ts'
import { maxValueBytes } from './schema.ts'
import { type StoredValue, storedValues } from './stored-values.ts'
import { valueHashOf } from './value-hash.ts'

type Stored = { name: string; part: 'password' | null }

/**
 * Which of these texts are the current value of a secret that the scope's person may edit and that a text of its domain
 * can name: text → secret. Texts of less than 16 bytes are not compared, nor more than ten a minute and person: the rest
 * are not there.
 */
export async function findStored(scope: Scope<Permission>, texts: readonly string[]): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>()
  if (!scope.may('secret:edit')) return found
  const { duplicates } = await organizationKeys(scope.tx, scope.organization.id)
  const hashes = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const text of texts) {
    if (text.length > maxValueBytes || isMediaType(text)) continue
    const hash = valueHashOf(duplicates, { type: 'token', value: text })
    if (hash) hashes.set(text, hash)
  }
  const compared = await consumeUpTo(scope, 'comparison', comparisonsPerMinute, hashes.size)
  const wanted = [...hashes].slice(0, compared)
  const stored = await storedValues(
    scope.tx,
    scope,
    wanted.map(([, hash]) => hash),
  )
  for (const [text, hash] of wanted) {
    const hex = Buffer.from(hash).toString('hex')
    const secret = await named(
      scope,
      stored.filter((each) => each.hash === hex && !each.isArchived),
    )
    if (secret) found.set(text, { name: secret.name, part: secret.type === 'username_password' ? 'password' : null })
  }
  return found
}

/** `application/json` is long enough to be compared, and stands in every other request. */
const isMediaType = (text: string) => /^[a-z]{1,16}\/[\w.+*-]{1,64}(?:; ?charset=[\w-]{1,16})?$/i.test(text)

/** The one that a reference in the domain would mean: the domain's own, or the organization's where it has none of the name. */
async function named(scope: Scope<Permission>, secrets: StoredValue[]): Promise<StoredValue | null> {
  const own = secrets.find(({ scopeId }) => scopeId === scope.scopeId)
  if (own) return own
  const shared = secrets.find(({ scopeId }) => scopeId === scope.organization.id)
  if (!shared) return null
  const before = await scope.tx.secret.count({
    where: { organizationId: scope.organization.id, scopeId: scope.scopeId, nameLower: shared.name.toLowerCase() },
  })
  return before === 0 ? shared : null
}
