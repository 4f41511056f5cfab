import type { IdentifiedEntry } from '#lib/changelog/list-entries.ts'
import { z } from '#lib/core/zod.ts'

/** An entry of a change log as the API answers it. */
export const logEntryOut = z
  .object({
    sequence: z.string().describe('Counts the organization’s entries. A number, as text.'),
    at: z.iso.datetime(),
    action: z.string().describe('secret.created, secret.rotated, access.refused …'),
    outcome: z.enum(['done', 'refused']),
    actor: z.object({
      kind: z.enum(['person', 'token', 'operator', 'system']),
      id: z
        .uuid()
        .nullable()
        .describe('What the query’s actor takes. Null for system and operator, which it takes by these words.'),
      name: z.string(),
      role: z.string().describe('As it was then: Owner, Domain Admin …; empty for all but people.'),
    }),
    subject: z.object({
      kind: z.string().describe('secret, integration, person …'),
      id: z.string().nullable(),
      name: z.string().describe('As it was called then.'),
    }),
    domain: z.string().nullable().describe('The slug of the domain that it happened in.'),
    details: z
      .object({
        fields: z.record(z.string(), z.object({ from: z.string().nullable(), to: z.string().nullable() })).optional(),
        version: z.object({ from: z.int().nullable(), to: z.int() }).optional(),
        rowVersion: z.int().optional(),
        code: z.string().optional(),
        host: z.string().optional(),
        count: z.int().optional(),
        isDeleted: z.literal(true).optional(),
        daysLeft: z.int().optional(),
        factors: z.array(z.string()).optional(),
        note: z.string().optional(),
      })
      .describe('What changed, in words: old and new texts, version numbers. Never a value.'),
    address: z.string(),
    program: z.string(),
    hash: z.string().describe('Of this entry and all before it.'),
  })
  .meta({ id: 'LogEntry' })

/** An entry in the form of logEntryOut. */
export function logEntryOf(item: IdentifiedEntry): z.input<typeof logEntryOut> {
  const { sequence, at, action, outcome, details, address, program, hash } = item
  return {
    sequence,
    at,
    action,
    outcome,
    actor: { kind: item.actorKind, id: item.actorId, name: item.actorName, role: item.actorRole },
    subject: { kind: item.subjectKind, id: item.subjectId, name: item.subjectName },
    domain: item.domain?.slug ?? null,
    details,
    address,
    program,
    hash,
  }
}
