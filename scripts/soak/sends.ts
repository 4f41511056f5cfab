import assert from 'node:assert/strict'
import { disconnect } from '#lib/db/client.ts'
import { startUpstream } from '#lib/testing/upstream.ts'
import { sendRound } from '../../e2e/kill/send-round.ts'
import type { Soak } from './run.ts'

const rounds = 100

const sends: Soak = {
  claim: `${rounds} times kill -9 in the middle of many sends: no more requests carried a secret than there are records, and each has its own.`,
  async run() {
    const upstream = await startUpstream()
    try {
      const { problems } = await sendRound(upstream, { isPlanted: true })
      assert.ok(problems.length > 0, 'a record that is written after the send was not found')
      let unknown = 0
      for (let round = 1; round <= rounds; round++) {
        const { arrived, records, started, problems } = await sendRound(upstream, { isPlanted: false })
        assert.deepEqual(problems, [], `round ${round}`)
        unknown += started
        console.log(`round ${round}: ${arrived} requests arrived, ${records} records, ${started} of unknown outcome`)
      }
      assert.ok(unknown > 0, 'no send was cut off')
    } finally {
      await Promise.all([upstream.stop(), disconnect()])
    }
  },
}

export default sends
