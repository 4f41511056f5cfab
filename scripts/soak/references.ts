import { randomInt } from 'node:crypto'
import { disconnect } from '#lib/db/client.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { tryUses } from '#lib/testing/try-uses.ts'
import type { Soak } from './run.ts'

const tenants = 50
/** What a tenant has grows with them, and so does each comparison. */
const roundsEach = 100

const references: Soak = {
  claim: `${(tenants * roundsEach * 5).toLocaleString('en')} changes by people at once, to secrets and to what names them: "where used" is always what a full reading of every stored text finds.`,
  async run() {
    try {
      for (let nth = 1; nth <= tenants; nth++) {
        const seed = randomInt(2 ** 31)
        const done = await tryUses(await makeTenant(), seed, roundsEach)
        console.log(`${nth} of ${tenants}: ${done} changes done, seed ${seed}`)
      }
    } finally {
      await disconnect()
    }
  },
}

export default references
