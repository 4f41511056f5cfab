import type { ListedReference } from '#lib/references/list-references.ts'
import type { SavedEndpoint } from './endpoint-details.ts'

/** That an endpoint names its key, for "where used": at the field `key`; nothing without encryption. */
export function keyReferences({ encryption, keyName, keyPart }: SavedEndpoint): ListedReference[] {
  return encryption === 'none' ? [] : [{ field: 'key', name: keyName, parts: [keyPart ?? ''] }]
}
