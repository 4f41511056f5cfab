import type { PlainText } from '#lib/secrets/notice-credentials.ts'
import type { SavedTemplate } from './saved-template.ts'

/** The texts of a template that are kept as they were typed, by the fields of its form, with what is saved of each now. */
export function plainTextsOf(template: SavedTemplate, saved: SavedTemplate | null): PlainText[] {
  const before = saved?.samples.map(({ event, recipient }) => `${event}\n${recipient}`).join('\n') ?? ''
  const known = saved?.samples.flatMap(({ event, recipient }) => [event, recipient]) ?? []
  return [
    { field: 'subject', text: template.subject, before: saved?.subject ?? '' },
    { field: 'body', text: template.body, before: saved?.body ?? '' },
    ...template.samples.flatMap((sample, index) =>
      (['event', 'recipient'] as const).map((kind) => ({
        field: `samples.${index}.${kind}`,
        text: sample[kind],
        // What any example said before is nothing new.
        before: known.includes(sample[kind]) ? sample[kind] : before,
      })),
    ),
  ]
}
