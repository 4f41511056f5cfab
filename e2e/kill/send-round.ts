import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { createSecret } from '#lib/secrets/create-secret.ts'
import { tokenInput } from '#lib/testing/a-secret.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import type { Upstream } from '#lib/testing/upstream.ts'
import { inProject, projectFolder } from '../stack/run-up.ts'
import type { SendPlan } from './send-process.ts'

const parallel = 16
/** So many requests are answered; those after them wait for the end. */
const answered = 60

/** What one round found: requests with the secret that arrived, and records, of which `started` are not completed. */
export type SendRound = { arrived: number; records: number; started: number; problems: string[] }

/**
 * A process sends a secret, 16 at a time, and in the middle of it ends by `kill -9`. What a server in another process
 * got is compared with the records: none may be missing, whenever the end came.
 */
export async function sendRound(upstream: Upstream, { isPlanted }: { isPlanted: boolean }): Promise<SendRound> {
  const tenant = await makeTenant()
  const value = `canary-${randomBytes(16).toString('hex')}`
  const { id: secretId } = await runChange(await tenant.permit('secret:create'), (scope) =>
    createSecret(scope, tokenInput(tenant.place, { name: 'crm', value })),
  )
  await upstream.forget()
  await upstream.answer(...Array.from({ length: answered }, () => ({})), { stall: 'headers' })
  const plan: SendPlan = {
    person: tenant.people.domain_admin,
    place: tenant.place,
    baseUrl: upstream.origin,
    authority: upstream.authority,
    secretName: 'crm',
    parallel,
    isPlanted,
  }
  const sender = spawn(process.execPath, [inProject('e2e/kill/send-process.ts'), JSON.stringify(plan)], {
    cwd: projectFolder,
    env: { ...process.env, POSTERN_ALLOW_PRIVATE: `localhost:${upstream.port}` },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // Another moment in each round, from the first request on: no secret hangs on this randomness. With a planted bug the
  // moment when all that is under way waits for its answer, so that what must be found is there.
  const moment = isPlanted ? answered + parallel : 1 + Math.floor(Math.random() * (answered + parallel))
  await killWhen(sender, async () => (await arrivedAt(upstream, value)).length >= moment)

  const got = await arrivedAt(upstream, value)
  const records = await db().usageRecord.findMany({
    where: { organizationId: tenant.organization.id },
    select: { consumerId: true, outcome: true, secrets: { select: { secretId: true } } },
  })
  const recordOf = new Map(records.map((record) => [record.consumerId, record]))
  const problems: string[] = []
  if (got.length > records.length)
    problems.push(`${got.length} requests arrived, and there are ${records.length} records`)
  if (got.length < moment) problems.push(`${got.length} of ${moment} requests arrived`)
  for (const id of got) {
    const record = recordOf.get(id)
    if (!record) problems.push(`${id} arrived and has no record`)
    else if (!record.secrets.some((used) => used.secretId === secretId)) problems.push(`${id} says no secret was used`)
  }
  // The first `answered` got an answer, whether it was written down or not; nobody else did.
  for (const [nth, id] of got.entries())
    if (nth >= answered && recordOf.get(id)?.outcome === 'answered') problems.push(`${id} is said to be answered`)
  if (records.some(({ outcome }) => outcome === 'failed')) problems.push('A record says that its send failed')
  const started = records.filter(({ outcome }) => outcome === 'started').length
  return { arrived: got.length, records: records.length, started, problems }
}

/** The ids of the requests that carried the value, in the order in which they arrived, whole or not. */
async function arrivedAt(upstream: Upstream, value: string): Promise<string[]> {
  return (await upstream.requests())
    .filter(({ raw }) => Buffer.from(raw, 'base64').includes(value))
    .map(({ target }) => target.replace('/sends/', ''))
}

/** Ends it by `kill -9` once it is time, and resolves when it is gone. Throws if it ends by itself before. */
async function killWhen(sender: ChildProcess, isTime: () => Promise<boolean>): Promise<void> {
  const ended = once(sender, 'exit')
  while (!(await isTime())) {
    if (sender.exitCode !== null || sender.signalCode !== null) throw new Error('The sender has ended by itself.')
    await wait(2)
  }
  sender.kill('SIGKILL')
  await ended
}
