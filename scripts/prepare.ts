// Readies the database before the app serves: schema, keys, first owner or setup link. Run by the launcher.
import { createFirstOwner } from '#lib/auth/create-first-owner.ts'
import { ownerExists } from '#lib/auth/owner-exists.ts'
import { firstOwnerInput } from '#lib/auth/schema.ts'
import { newSetupLink } from '#lib/auth/setup-link.ts'
import { env } from '#lib/core/env.ts'
import { OperatorError } from '#lib/core/operator-error.ts'
import { ownerFromEnv } from '#lib/core/owner-from-env.ts'
import { deriveKey } from '#lib/crypto/derive-key.ts'
import { db, disconnect } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { installationKey, prepareInstallation } from '#lib/keys/installation.ts'
import { holdDemoApart } from '#lib/server/hold-demo-apart.ts'
import { isDemo as isDemoDatabase } from '#lib/server/is-demo.ts'
import { answer, runStep } from './answer.ts'

const isDemo = process.argv.includes('--demo')

await runStep(async () => {
  const sentences: string[] = []
  await migrate(env().databaseUrl)
  const { isNew, fingerprint, place } = await prepareInstallation()
  if (isNew) sentences.push(`Made this installation with root key ${fingerprint} in ${place}. Back that key up.`)
  if (isDemo) await markDemo()
  await holdDemoApart()
  const owner = await makeOwnerFromEnv()
  if (owner !== null) sentences.push(owner)
  const serverActionsKey = deriveKey(installationKey(), 'server-actions').export().toString('base64')
  answer({ sentences, setupLink: isDemo ? null : await newSetupLink(), serverActionsKey })
})
await disconnect()

/** Samples go only into a database that the demo made; one that nobody has used yet becomes it. */
async function markDemo(): Promise<void> {
  if ((await db().person.findFirst({ select: { id: true } })) === null) {
    await db().installation.update({ where: { id: 1 }, data: { isDemo: true } })
  }
  if (await isDemoDatabase()) return
  throw new OperatorError('This database was not made by `npm run up -- --demo`, so no samples go into it.')
}

async function makeOwnerFromEnv(): Promise<string | null> {
  if (isDemo || (await ownerExists())) return null
  const owner = ownerFromEnv()
  if (owner === null) return null
  const name = (owner.email.split('@')[0] ?? '').slice(0, 100)
  const { data, error } = firstOwnerInput.safeParse({ ...owner, name })
  if (data === undefined) {
    const said = error.issues.map((issue) => issue.message).join(' ')
    throw new OperatorError(`The first owner of POSTERN_OWNER_EMAIL cannot be made. ${said}`)
  }
  await createFirstOwner(data, { kind: 'operator' }, { address: 'local', program: 'npm run up' })
  return `Made ${data.email} the first owner, of ${data.organization}.`
}
