import type { ChangeDetails } from '#lib/changelog/schema.ts'
import type { IntegrationRequest } from '#lib/db/generated/client.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { SavedFields } from '#lib/references/stored-request.ts'
import { changedFields } from './changed-fields.ts'
import { referencesText } from './references-text.ts'

/** What a request stores. */
export type SavedRequest = Pick<
  IntegrationRequest,
  'name' | 'method' | 'path' | 'headers' | 'query' | 'bodyType' | 'body' | 'followRedirects' | 'retries'
>

/**
 * What the log says of a saved request. Of path, headers, query and body it names which changed and the references in
 * them, never their text: somebody may have typed a credential there, and the log cannot forget.
 */
export function editDetails(old: SavedRequest | null, saved: SavedRequest): ChangeDetails {
  const fields = changedFields(old ? shown(old) : {}, shown(saved))
  const silent = ['path', 'headers', 'query', 'bodyType', 'body'] as const
  const touched = silent.filter((field) => JSON.stringify(old?.[field] ?? '') !== JSON.stringify(saved[field]))
  if (old && touched.length > 0)
    fields.Changed = { from: null, to: touched.map((field) => silentLabels[field]).join(', ') }
  return { fields }
}

const shown = (saved: SavedRequest) => ({
  Name: saved.name,
  Method: saved.method,
  'Follow redirects': saved.followRedirects ? 'On' : 'Off',
  Retries: String(saved.retries),
  References: referencesText(listReferences(saved as unknown as SavedFields)),
})

const silentLabels = { path: 'path', headers: 'headers', query: 'query', bodyType: 'body type', body: 'body' } as const
