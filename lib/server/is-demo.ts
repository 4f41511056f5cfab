import { db } from '#lib/db/client.ts'

/** Whether `npm run up -- --demo` made this database: the only kind that holds samples and has names of its own. */
export async function isDemo(): Promise<boolean> {
  const installation = await db().installation.findUnique({ where: { id: 1 }, select: { isDemo: true } })
  return installation?.isDemo === true
}
