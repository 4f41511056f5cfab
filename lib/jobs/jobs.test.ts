import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { clearEnded } from './clear-ended.ts'
import { runJobs, stopJobs } from './run-jobs.ts'

after(disconnect)

const dayMs = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)

test('jobs run at once and once a process; one that fails keeps the next from nothing; a stop waits for the one under way', async () => {
  const ran: string[] = []
  const under = Promise.withResolvers<void>()
  const jobs = [
    async () => {
      ran.push('fails')
      throw new Error('of a test')
    },
    async () => {
      ran.push('waits')
      await under.promise
      ran.push('waited')
    },
    async () => {
      ran.push('never')
    },
  ]
  runJobs(jobs)
  runJobs(jobs)
  await new Promise((resolve) => setImmediate(resolve))
  const stopped = stopJobs().then(() => ran.push('stopped'))
  under.resolve()
  await stopped
  assert.deepEqual(ran, ['fails', 'waits', 'waited', 'stopped'])
  await stopJobs()
})

test('sessions that are over for more than 30 days go, and so do counts of attempts that have expired', async () => {
  const tenant = await makeTenant()
  const { personId } = tenant.people.editor
  const session = async (expiresAt: Date, endedAt: Date | null) =>
    (await db().session.create({ data: { personId, address: '', program: '', expiresAt, endedAt } })).id
  const kept = [
    await session(daysAgo(-1), null),
    await session(daysAgo(29), null),
    await session(daysAgo(-1), daysAgo(29)),
  ]
  await session(daysAgo(31), null)
  await session(daysAgo(31), daysAgo(32))
  const key = (name: string) => `${name}:${personId}`
  await db().throttle.createMany({
    data: [
      { key: key('old'), points: 1, expire: new Date(Date.now() - 1000) },
      { key: key('new'), points: 1, expire: daysAgo(-1) },
      { key: key('for ever'), points: 1, expire: null },
    ],
  })
  const challenge = (expiresAt: Date) => db().challenge.create({ data: { kind: 'totp_new', personId, expiresAt } })
  await challenge(new Date(Date.now() - 1000))
  const { id: waiting } = await challenge(daysAgo(-1))
  await clearEnded()
  const challenges = await db().challenge.findMany({ where: { personId }, select: { id: true } })
  assert.deepEqual(challenges, [{ id: waiting }])
  const sessions = await db().session.findMany({ where: { personId }, select: { id: true } })
  assert.deepEqual(sessions.map(({ id }) => id).sort(), kept.sort())
  const throttles = await db().throttle.findMany({ where: { key: { endsWith: personId } }, orderBy: { key: 'asc' } })
  assert.deepEqual(
    throttles.map((row) => row.key),
    [key('for ever'), key('new')],
  )
})
