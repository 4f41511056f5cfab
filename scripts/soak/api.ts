import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { tryContract } from '../../e2e/http/try-contract.ts'
import type { Seeded } from '../../e2e/stack/seed.ts'
import { startStack } from '../../e2e/stack/start-stack.ts'
import { buildApp } from '../launcher/build-app.mjs'
import type { Soak } from './run.ts'

const rounds = 50
const hostile = 100

const api: Soak = {
  claim: `${rounds} times every operation of the API, as it should be called and in ${hostile} wrong ways: each answer is as described, none is a failure, and none holds a value.`,
  async run() {
    await buildApp()
    const stack = await startStack()
    try {
      for (let round = 1; round <= rounds; round++) {
        const seed = randomInt(2 ** 31)
        const [[tenant]] = (await stack.run<Seeded[]>('stack/seed.ts', [stack.upstream.origin, '1'])) as [Seeded]
        const { calls, problems } = await tryContract(stack, tenant, { seed, hostile })
        assert.deepEqual(problems, [], `seed ${seed}`)
        console.log(`round ${round}, seed ${seed}: ${calls} calls`)
      }
    } finally {
      await stack.stop()
      stack.remove()
    }
  },
}

export default api
