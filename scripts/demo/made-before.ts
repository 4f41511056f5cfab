import { db } from '#lib/db/client.ts'

/** The id of what was made under this name. The log knows it exactly: a change and its entry are committed together. */
export async function madeBefore(action: string, subjectName: string, domainId: string | null): Promise<string | null> {
  const entry = await db().changeLogEntry.findFirst({
    where: { action, outcome: 'done', subjectName, domainId },
    orderBy: { sequence: 'asc' },
    select: { subjectId: true },
  })
  return entry?.subjectId ?? null
}
