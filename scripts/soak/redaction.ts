import { randomFrom } from '../../lib/testing/fuzz-parser.ts'
import { tryOtherText, tryRedaction } from '../../lib/testing/try-redaction.ts'
import type { Soak } from './run.ts'

const cases = 1_000_000

const redaction: Soak = {
  claim: `${cases} random secrets, in random spellings, pieces and compressions: none can be read afterwards, and nothing beside them has changed.`,
  async run() {
    const seed = Math.floor(Math.random() * 2 ** 31)
    console.log(`seed ${seed}`)
    for (let index = 0; index < cases; index += 1) {
      const random = randomFrom(seed + index)
      try {
        await tryRedaction(random)
        tryOtherText(random)
      } catch (cause) {
        throw new Error(`The case of seed ${seed + index} does not hold.`, { cause })
      }
      if ((index + 1) % 10_000 === 0) console.log(`${index + 1} of ${cases}`)
    }
  },
}

export default redaction
