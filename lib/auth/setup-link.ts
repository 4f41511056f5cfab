import { env } from '#lib/core/env.ts'
import { db } from '#lib/db/client.ts'
import { ownerExists } from './owner-exists.ts'
import { newSetupToken } from './setup-token.ts'

/**
 * A new link to the setup page, good for 60 minutes and for one use; the link before it no longer works. Null once an
 * owner exists. The token stands in the fragment, which browsers send to no server and no log. Needs prepareInstallation().
 */
export async function newSetupLink(): Promise<string | null> {
  if (await ownerExists()) return null
  const { token, stored } = newSetupToken()
  await db().installation.update({ where: { id: 1 }, data: stored })
  return `${env().url.origin}/setup#${token}`
}
