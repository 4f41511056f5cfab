import { db } from '#lib/db/client.ts'
import { type LogVerdict, verifyLog } from './verify-log.ts'

/** Verifies the log of every organization, or of the one with this slug. Answers nothing for a slug that there is not. */
export async function verifyAllLogs(slug?: string): Promise<{ slug: string; name: string; verdict: LogVerdict }[]> {
  const organizations = await db().organization.findMany({
    where: slug === undefined ? {} : { slug },
    select: { id: true, slug: true, name: true },
    orderBy: { slug: 'asc' },
  })
  const verdicts = []
  for (const { id, slug, name } of organizations) verdicts.push({ slug, name, verdict: await verifyLog(id) })
  return verdicts
}
