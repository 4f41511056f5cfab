import type { ChangeDetails } from '#lib/changelog/schema.ts'
import { changedFields } from '#lib/integrations/changed-fields.ts'
import { messageRequest } from '#lib/references/check-message.ts'
import { listReferences } from '#lib/references/list-references.ts'
import type { SavedTemplate } from './saved-template.ts'

/** What a template says, and the name of the request through which it is sent. */
export type LoggedTemplate = SavedTemplate & { requestName: string | null }

/**
 * What the log says of a saved template. Of subject, body and examples it names which changed and the references in
 * them, never their text: somebody may have typed a credential there, and the log cannot forget.
 */
export function templateDetails(old: LoggedTemplate | null, saved: LoggedTemplate): ChangeDetails {
  const fields = changedFields(old ? shown(old) : {}, shown(saved))
  const touched = silent.filter((field) => textOf(old, field) !== textOf(saved, field))
  if (old && touched.length > 0)
    fields.Changed = { from: null, to: touched.map((field) => silentLabels[field]).join(', ') }
  return { fields }
}

const silent = ['subject', 'bodyType', 'body', 'samples'] as const
const silentLabels = { subject: 'subject', bodyType: 'body type', body: 'body', samples: 'examples' } as const

function textOf(template: LoggedTemplate | null, field: (typeof silent)[number]): string {
  if (!template) return ''
  return field === 'samples' ? JSON.stringify(template.samples) : template[field]
}

const shown = (template: LoggedTemplate) => ({
  Name: template.name,
  Request: template.requestName ?? '',
  References: listReferences(messageRequest(template))
    .map(({ field, name }) => `${field}: ${name}`)
    .join(', '),
})
