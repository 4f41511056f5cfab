import type { PresentedToken } from '#lib/access/authorize.ts'
import { exportEntries } from '#lib/changelog/export-entries.ts'
import { type IdentifiedEntry, listEntries } from '#lib/changelog/list-entries.ts'
import { type ChangeLogQuery, changeGroups, changeKinds, maxLogSearchLength } from '#lib/changelog/schema.ts'
import { day } from '#lib/core/day.ts'
import { PosternError } from '#lib/core/errors.ts'
import { z } from '#lib/core/zod.ts'
import { db } from '#lib/db/client.ts'
import { download } from '#lib/server/download.ts'
import { logEntryOf, logEntryOut } from '../log-entry.ts'
import { defineOperation, type RawInput } from '../operation.ts'

const jsonLines = 'application/x-ndjson'

export const listActivityOperation = defineOperation({
  id: 'listActivity',
  method: 'get',
  path: '/activity',
  tag: 'Activity',
  summary: 'Read the change log',
  description:
    'Newest first: a page as JSON, or, with Accept: application/x-ndjson, all that is found, an entry a line, streamed; limit and cursor do not count then, the log says that it was taken, and a token that is revoked meanwhile gets no more of it. A token of a domain reads what happened in the domain. A page of a search may have few entries, or none, and still have one after it.',
  scope: 'activity:read',
  kind: 'read',
  permission: 'activity:view',
  errors: [],
  place: placeOfActivity,
  params: z.strictObject({}),
  query: z.strictObject({
    from: day().optional().describe('The first day, in the organization’s time zone.'),
    to: day().optional().describe('The last day.'),
    actor: z
      .union([z.uuid(), z.enum(['system', 'operator'])], {
        error: 'This is the id of a person or a token, or system, or operator.',
      })
      .optional()
      .describe('Who did it: the id of a person or a token, or system, or operator.'),
    kind: z.enum(changeKinds).optional(),
    group: z.enum(changeGroups).optional().describe('What it was done to.'),
    subject: z.uuid().optional().describe('The id of what it was done to.'),
    domain: z.string().optional().describe('The slug of the domain in which it happened.'),
    q: z
      .string()
      .max(maxLogSearchLength, `At most ${maxLogSearchLength} characters.`)
      .refine((text) => text.isWellFormed() && !text.includes('\0'), 'It has a character that stands in no entry.')
      .optional()
      .describe('What stands in names, addresses and details; or #17402, one entry.'),
    limit: z.coerce.number().int().min(1).max(500).default(50).describe('How many at most.'),
    cursor: z
      .string()
      .regex(/^[1-9]\d{0,17}$/, { error: 'This is no cursor of this list. Begin without one.' })
      .optional()
      .describe('The nextCursor of the page before.'),
  }),
  body: null,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(logEntryOut), nextCursor: z.string().nullable() }),
    description: 'A page of the log.',
    other: jsonLines,
  },
  run: async (permit, { query, accept }) => {
    const { kind = 'all', q = '', actor = null, group = null, subject = null } = query
    const { from = null, to = null, domain = null, cursor, limit } = query
    const asked: ChangeLogQuery = { kind, q: q.trim(), actor, group, from, to, subject, domain }
    if (accept.toLowerCase().includes(jsonLines)) {
      const pieces = linesOf(await exportEntries(permit, asked, 'jsonl'))
      return download(`${permit.organization.slug}-log.jsonl`, jsonLines, pieces)
    }
    const { items, nextCursor } = await listEntries(permit, asked, { cursor, take: limit })
    return { data: { items: items.map(logEntryOf), nextCursor } }
  },
})

/** The organization, as far as the token reaches. Throws `not_found` for a domain beyond it; an archived one has its log. */
async function placeOfActivity(token: PresentedToken, { query }: RawInput): Promise<{ domain?: string }> {
  const slug = query.get('domain')
  if (slug === null) return {}
  const where = { organizationId: token.organization.id, slug }
  const domain = slug.includes('\0') ? null : await db().domain.findFirst({ where, select: { id: true } })
  if (!domain || (token.domain && token.domain.id !== domain.id)) throw new PosternError('not_found')
  return {}
}

async function* linesOf(batches: AsyncGenerator<IdentifiedEntry[]>): AsyncGenerator<string> {
  for await (const items of batches)
    yield items.map((item) => `${JSON.stringify(logEntryOut.parse(logEntryOf(item)))}\n`).join('')
}
