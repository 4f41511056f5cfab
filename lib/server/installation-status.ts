import { ownerExists } from '#lib/auth/owner-exists.ts'
import { env } from '#lib/core/env.ts'
import { log } from '#lib/core/log.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { db } from '#lib/db/client.ts'
import { migrationState } from '#lib/db/migration-state.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'

export type StatusLine = { isGood: boolean; text: string }

/**
 * What holds and what does not of this installation, a sentence each, up to the first that makes the rest meaningless.
 * Changes nothing: where nothing is installed, nothing is made. Afterwards, if all is good, its keys are open. Never throws.
 */
export async function installationStatus(): Promise<StatusLine[]> {
  const lines: StatusLine[] = []
  try {
    for (const check of [databaseAnswers, isMigrated, isInstalled, rootKeyOpens, isOwned]) {
      const line = await check()
      lines.push(line)
      if (!line.isGood) return lines
    }
  } catch (error) {
    const text =
      error instanceof OperatorError ? error.message : `Something unexpected happened (${log.failure(error)}).`
    lines.push({ isGood: false, text })
  }
  return lines
}

async function databaseAnswers(): Promise<StatusLine> {
  // First, because it explains what it cannot reach.
  await migrationState(env().databaseUrl)
  const [server] = await db().$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`
  return { isGood: true, text: `The database answers: PostgreSQL ${server?.version ?? 'of an unknown version'}.` }
}

async function isMigrated(): Promise<StatusLine> {
  const { applied, pending } = await migrationState(env().databaseUrl)
  if (pending.length === 0) return { isGood: true, text: `Its schema is this version’s: migrations ${applied.length}.` }
  return {
    isGood: false,
    text: `Its schema is not this version’s: it lacks ${pending.join(', ')}. \`npm run up\` applies what is missing.`,
  }
}

async function isInstalled(): Promise<StatusLine> {
  const installation = await db().installation.findUnique({
    where: { id: 1 },
    select: { createdAt: true, isDemo: true },
  })
  if (installation === null) {
    return { isGood: false, text: 'Nothing is installed in it yet. `npm run up` does that.' }
  }
  const kind = installation.isDemo ? 'A demo' : 'An installation'
  return { isGood: true, text: `${kind} of ${installation.createdAt.toISOString().slice(0, 10)} is in it.` }
}

async function rootKeyOpens(): Promise<StatusLine> {
  const { fingerprint, place } = await prepareInstallation()
  return { isGood: true, text: `The root key in ${place} is the one it was made with: ${fingerprint}.` }
}

async function isOwned(): Promise<StatusLine> {
  const isOwned = await ownerExists()
  return {
    isGood: true,
    text: isOwned ? 'It has an owner.' : 'Nobody owns it yet: open the setup link that `npm run up` prints.',
  }
}
