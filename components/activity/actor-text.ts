import type { SendItem } from '#lib/usages/schema.ts'

/** Who sent something: "CI (API token)", so that no token is taken for a person of its name. */
export const actorText = ({ actorName, actorKind }: Pick<SendItem, 'actorName' | 'actorKind'>): string =>
  actorKind === 'token' ? `${actorName} (API token)` : actorName
