import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { disconnect } from '#lib/db/client.ts'
import { startUpstream, type Upstream } from '#lib/testing/upstream.ts'
import { sendRound } from './send-round.ts'

let upstream: Upstream
before(async () => {
  upstream = await startUpstream()
})
after(async () => {
  await Promise.all([upstream.stop(), disconnect()])
})

test('kill -9 in the middle of many sends: whatever arrived with a secret has its record', async () => {
  for (let round = 1; round <= 3; round++) {
    const { arrived, records, problems } = await sendRound(upstream, { isPlanted: false })
    assert.deepEqual(problems, [], `round ${round}`)
    assert.ok(arrived > 0 && arrived <= records)
  }
})

test('a record that is written after the send would be found', async () => {
  const { arrived, records, problems } = await sendRound(upstream, { isPlanted: true })
  assert.ok(arrived > records)
  assert.ok(problems.length > 0)
})
