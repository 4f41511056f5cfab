import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runChange } from '#lib/changelog/run-change.ts'
import { db } from '#lib/db/client.ts'
import { resumeSends } from '#lib/stops/resume-sends.ts'
import { stopSends } from '#lib/stops/stop-sends.ts'
import { aConsumer } from '#lib/testing/a-consumer.ts'
import { Load } from '#lib/testing/load.ts'
import { type LoadOutcome, planOf, startLoad } from '#lib/testing/send-load.ts'
import { answered, canary, refused, request, sendIt, tenant, token, upstream, withHeader } from '#lib/testing/sends.ts'
import { send } from './send.ts'

type Level = 'domain' | 'organization'
const levels: Level[] = ['domain', 'organization']

const permitAt = (level: Level) =>
  level === 'domain' ? tenant.permit('sends:stop') : tenant.organizationPermit('sends:stop')
/** Resolves once the stop is committed; answers what lifts it. */
async function stop(level: Level): Promise<() => Promise<void>> {
  const { stoppedAt } = await runChange(await permitAt(level), stopSends)
  return async () => void (await runChange(await permitAt(level), (scope) => resumeSends(scope, { stoppedAt })))
}
const recordsOfUsage = () => db().usageRecord.count({ where: { organizationId: tenant.organization.id } })

describe('the very next send is refused, and nothing leaves', () => {
  for (const level of levels) {
    test(`of the ${level}, with and without a secret`, async () => {
      const { name } = await token(canary('stopped'))
      const requests = [withHeader(`{secrets.${name}}`), request(), request({ method: 'GET', retries: 2 })]
      for (const each of requests) await answered(each)
      const records = await recordsOfUsage()
      await upstream.forget()
      const resume = await stop(level)
      for (const each of requests) {
        const exchange = await refused(each)
        assert.equal(exchange.code, 'sends_stopped')
        assert.match(exchange.message, level === 'domain' ? /in this domain/ : /in this organization/)
        assert.equal(exchange.nothingLeft, true)
        assert.deepEqual(
          exchange.steps.filter(({ state }) => state === 'stopped').map(({ step }) => step),
          ['judge'],
        )
        assert.equal(exchange.usageId, null)
        assert.deepEqual(exchange.earlier, [])
      }
      assert.deepEqual(await upstream.requests(), [])
      assert.equal(await upstream.connections(), 0)
      assert.equal(await recordsOfUsage(), records)
      await resume()
      for (const each of requests) await answered(each)
    })
  }

  test('a stop of both holds until both are lifted', async () => {
    const [resumeDomain, resumeAll] = [await stop('domain'), await stop('organization')]
    await resumeDomain()
    assert.match((await refused(request())).message, /in this organization/)
    const again = await stop('domain')
    await resumeAll()
    assert.match((await refused(request())).message, /in this domain/)
    await again()
    await answered(request())
  })

  test('a domain’s stop is that domain’s alone', async () => {
    const resume = await stop('domain')
    const consumer = aConsumer({ name: 'Other' })
    const other = await tenant.permit('integration:test', 'other_domain_admin', 'america')
    assert.equal((await send(other, consumer, request())).outcome, 'answered')
    await resume()
  })

  test('an archived domain sends nothing, nor with a permit from before', async () => {
    const permit = await tenant.permit('integration:test')
    const { europe } = tenant.organization
    const archive = (archivedAt: Date | null) =>
      db().domain.updateMany({ where: { id: europe.id }, data: { archivedAt } })
    await archive(new Date())
    const consumer = aConsumer({ name: 'From before' })
    const exchange = await send(permit, consumer, request())
    assert.equal(exchange.outcome === 'refused' && exchange.code, 'sends_stopped')
    assert.equal(await upstream.connections(), 0)
    await archive(null)
    assert.equal((await sendIt(request())).outcome, 'answered')
  })
})

/** The numbers of the sends of a load that arrived; their paths begin with `prefix`. */
const arrived = async (prefix: string) =>
  (await upstream.requests()).flatMap(({ target }) =>
    target.startsWith(prefix) ? [Number(target.slice(target.lastIndexOf('/') + 1))] : [],
  )

const codesOf = (outcomes: LoadOutcome[]) => [...new Set(outcomes.map(({ code }) => code))]

describe('under load, what begins after the stop is committed does not arrive, and after it is lifted does', () => {
  for (const where of ['this', 'another'] as const) {
    for (const level of levels) {
      test(`in ${where} process, of the ${level}`, async (t) => {
        const prefix = `/${where}-${level}`
        const { name } = await token(canary('load'))
        const path = `${prefix}/contacts`
        const plan = planOf(tenant, 'editor', [{ ...withHeader(`{secrets.${name}}`), path }, request({ path })])
        const load = where === 'this' ? new Load(plan) : await startLoad(plan, upstream.authority)
        t.after(() => load.end())
        await load.finished(40)
        const resume = await stop(level)
        const stopped = await load.mark()
        await load.finished(40)
        const lifting = await load.mark()
        await resume()
        const resumed = await load.mark()
        await load.finished(40)
        const outcomes = await load.end()

        const refused = outcomes.filter(
          ({ number }) => number >= stopped.next && number < lifting.next && !lifting.underWay.includes(number),
        )
        assert.ok(refused.length >= 40)
        assert.deepEqual(codesOf(refused), ['sends_stopped'])
        assert.ok(refused.every(({ nothingLeft }) => nothingLeft))
        assert.deepEqual(codesOf(outcomes.filter(({ number }) => number >= resumed.next)), [null])
        assert.ok(outcomes.some(({ number, code }) => number < stopped.next && code === null))
        // The upstream's own count: what is said to be stopped never came, and what is answered did.
        const seen = new Set(await arrived(prefix))
        for (const { number, code } of outcomes)
          assert.equal(seen.has(number), code === null, `send ${number}: ${code}`)
      })
    }
  }
})
