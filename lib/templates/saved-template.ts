import type { Template } from '#lib/db/generated/client.ts'
import type { TemplateBodyType, TemplateSample } from './schema.ts'

/** What a template stores. */
export type SavedTemplate = Pick<Template, 'name' | 'subject' | 'body' | 'requestId'> & {
  bodyType: TemplateBodyType
  samples: TemplateSample[]
}

type StoredColumns = Pick<Template, 'name' | 'subject' | 'bodyType' | 'body' | 'samples' | 'requestId'>

/** A stored template; its body is of one of three types, because nothing else is ever stored. */
export function savedTemplate({ name, subject, bodyType, body, samples, requestId }: StoredColumns): SavedTemplate {
  return {
    name,
    subject,
    bodyType: bodyType as TemplateBodyType,
    body,
    samples: (samples as TemplateSample[]).map(({ name, event, recipient }) => ({ name, event, recipient })),
    requestId,
  }
}
