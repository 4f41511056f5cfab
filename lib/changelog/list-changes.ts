import { listEntries } from './list-entries.ts'
import type { ChangeLogPage } from './schema.ts'

/** listEntries() as the console shows them: who acted by name, without their id. */
export async function listChanges(...asked: Parameters<typeof listEntries>): Promise<ChangeLogPage> {
  const page = await listEntries(...asked)
  return { ...page, items: page.items.map(({ actorId: _, ...item }) => item) }
}
