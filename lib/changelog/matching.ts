import { Prisma } from '#lib/db/generated/client.ts'
import type { ChangeGroup, ChangeKind, ChangeLogQuery } from './schema.ts'

/** Done, but nothing was changed by it. */
const noChanges = [
  'secret.revealed',
  'secret.exported',
  'secret.expires_soon',
  'person.signed_in',
  'person.signed_out',
  'person.confirmed',
  'log.exported',
  'log.verified',
]

/** What names secrets, and the plain texts beside them. */
const users = ['integration', 'integration_request', 'variable', 'workflow', 'template', 'allowlist_endpoint']

const prefixes: Record<ChangeGroup, string[]> = {
  secrets: ['secret', 'send', 'host'],
  integrations: users,
  people: ['person', 'member', 'ownership'],
  tokens: ['token'],
  organization: ['organization', 'policy', 'domain'],
  log: ['log'],
}

/** The condition of a kind, on the entries `e`. */
export const ofKind: Record<ChangeKind, Prisma.Sql> = {
  all: Prisma.sql`true`,
  changes: Prisma.sql`(e."outcome" = 'done' AND e."action" <> ALL(${noChanges}))`,
  refused: Prisma.sql`e."outcome" = 'refused'`,
  revealed: Prisma.sql`(e."action" = 'secret.revealed' AND e."outcome" = 'done')`,
}

/** What a query asks of the entries `e` beyond their place in the log and their kind; nothing: null. */
export function matching(query: ChangeLogQuery): Prisma.Sql | null {
  const conditions: Prisma.Sql[] = []
  if (query.actor === 'system' || query.actor === 'operator')
    conditions.push(Prisma.sql`e."actorKind" = ${query.actor}`)
  else if (query.actor) conditions.push(Prisma.sql`e."actorId" = ${query.actor}::uuid`)
  // A refused attempt belongs where its subject does.
  if (query.group) {
    conditions.push(Prisma.sql`(split_part(e."action", '.', 1) = ANY(${prefixes[query.group]})
      OR (split_part(e."action", '.', 1) = 'access' AND e."subjectKind" = ANY(${subjects[query.group]})))`)
  }
  if (query.q !== '' && sequenceOf(query) === null) conditions.push(said(query.q))
  return conditions.length === 0 ? null : Prisma.join(conditions, ' AND ')
}

const subjects: Record<ChangeGroup, string[]> = {
  secrets: ['secret'],
  integrations: users,
  people: ['person', 'invitation'],
  tokens: ['token'],
  organization: ['organization', 'domain'],
  log: [],
}

/** `#17402` names one entry. */
export function sequenceOf({ q }: ChangeLogQuery): bigint | null {
  const [, digits] = /^#(\d{1,18})$/.exec(q) ?? []
  return digits === undefined ? null : BigInt(digits)
}

/** Letter case does not count. Searched is what people read of an entry, not the names of the format. */
function said(q: string): Prisma.Sql {
  const text = q.toLowerCase()
  return Prisma.sql`(
    strpos(lower(concat_ws(E'\n', e."subjectName", e."actorName", e."actorRole", e."address", e."program",
      translate(e."action", '._', '  '), e."details"->>'host', e."details"->>'note',
      translate(e."details"->>'code', '_', ' '))), ${text}) > 0
    OR EXISTS (
      SELECT FROM jsonb_each(CASE jsonb_typeof(e."details"->'fields') WHEN 'object' THEN e."details"->'fields' END) f
       WHERE strpos(lower(concat_ws(E'\n', f.key, f.value->>'from', f.value->>'to')), ${text}) > 0))`
}
