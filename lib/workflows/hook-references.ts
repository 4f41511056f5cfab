import type { ListedReference } from '#lib/references/list-references.ts'

/** What a workflow itself names: the secret that signs deliveries. */
export const hookReferences = (hook: { keyName: string; keyPart: string | null } | null): ListedReference[] =>
  hook === null ? [] : [{ field: 'webhook', name: hook.keyName, parts: [hook.keyPart ?? ''] }]
