import type { ListedReference } from '#lib/references/list-references.ts'

/** How the change log says which secrets a text names, and in which fields. */
export const referencesText = (references: ListedReference[]): string =>
  references.map(({ field, name }) => `${field}: ${name}`).join(', ')
