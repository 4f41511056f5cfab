import type { ChangeDetails } from '#lib/changelog/schema.ts'
import type { AllowlistEndpoint } from '#lib/db/generated/client.ts'
import { encryptionLabels, keyEncodingLabels } from './schema.ts'

/** What an endpoint stores. */
export type SavedEndpoint = Pick<
  AllowlistEndpoint,
  | 'name'
  | 'hostPattern'
  | 'pathPattern'
  | 'description'
  | 'encryption'
  | 'keyName'
  | 'keyPart'
  | 'keyEncoding'
  | 'graceHours'
>

/** What the log says of a saved endpoint: where it leads and by which key. Of the description, only that it changed. */
export function endpointDetails(old: SavedEndpoint | null, saved: SavedEndpoint): ChangeDetails {
  const before = old ? shown(old) : {}
  const fields: NonNullable<ChangeDetails['fields']> = {}
  for (const [label, to] of Object.entries(shown(saved))) {
    const from = before[label] ?? ''
    if (from !== to) fields[label] = { from: from || null, to: to || null }
  }
  if (old && old.description !== saved.description) fields.Changed = { from: null, to: 'description' }
  return { fields }
}

function shown(saved: SavedEndpoint): Record<string, string> {
  const where = { Name: saved.name, Host: saved.hostPattern, Path: saved.pathPattern }
  if (saved.encryption === 'none') return { ...where, Encryption: encryptionLabels.none, Key: '' }
  return {
    ...where,
    Encryption: encryptionLabels[saved.encryption],
    Key: saved.keyPart === null ? saved.keyName : `${saved.keyName}#${saved.keyPart}`,
    'Key encoding': keyEncodingLabels[saved.keyEncoding],
    'Hours of grace': String(saved.graceHours),
  }
}
