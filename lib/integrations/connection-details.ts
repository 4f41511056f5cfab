import type { ChangeDetails } from '#lib/changelog/schema.ts'
import type { Integration } from '#lib/db/generated/client.ts'
import { listConnectionReferences } from '#lib/references/list-references.ts'
import { changedFields } from './changed-fields.ts'
import { connectionOf } from './connection-of.ts'
import { referencesText } from './references-text.ts'
import { authKindLabels } from './schema.ts'

/** What an integration stores. */
export type SavedIntegration = Pick<
  Integration,
  'name' | 'baseUrl' | 'authKind' | 'authName' | 'authValue' | 'defaultHeaders'
>

/**
 * What the log says of a saved integration. Of authentication and default headers it names the kind, the references, and
 * which of them changed, never their text: somebody may have typed a credential there, and the log cannot forget.
 */
export function connectionDetails(old: SavedIntegration | null, saved: SavedIntegration): ChangeDetails {
  const fields = changedFields(old ? shown(old) : {}, shown(saved))
  const before = old && connectionOf(old)
  const now = connectionOf(saved)
  const touched = [
    ...(before && !isSame(before.auth, now.auth) ? ['authentication'] : []),
    ...(before && !isSame(before.headers, now.headers) ? ['default headers'] : []),
  ]
  if (touched.length > 0) fields.Changed = { from: null, to: touched.join(', ') }
  return { fields }
}

const shown = (saved: SavedIntegration) => ({
  Name: saved.name,
  'Base URL': saved.baseUrl,
  Authentication: saved.authKind === 'none' ? '' : authKindLabels[saved.authKind],
  References: referencesText(listConnectionReferences(connectionOf(saved))),
})

const isSame = (one: object, other: object) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

/** The database orders the keys of its JSON as it likes. */
const sorted = (value: object): unknown =>
  Array.isArray(value) ? value.map(sorted) : Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
