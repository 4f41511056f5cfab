import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Soak } from './run.ts'

const minutes = 60
/** A round takes milliseconds; one that takes so long hangs, or its time grows faster than its input. */
const stuckAfterMs = 30_000

const fuzz: Soak = {
  claim: `${minutes} minutes of random and hostile texts for the parser and the redactor: no crash, no hang, no time that grows faster than the text.`,
  async run() {
    const seed = Math.floor(Math.random() * 2 ** 31)
    console.log(`seed ${seed}`)
    // In a process of its own, so that one that hangs can be ended, and told.
    const child = fork(new URL('./fuzz-process.ts', import.meta.url), [String(seed), String(minutes)])
    let watch: NodeJS.Timeout | undefined
    let isStuck = false
    const alive = () => {
      clearTimeout(watch)
      watch = setTimeout(() => {
        isStuck = true
        child.kill('SIGKILL')
      }, stuckAfterMs)
    }
    alive()
    child.on('message', (said) => {
      alive()
      if (typeof said === 'string') console.log(said)
    })
    const [code] = await once(child, 'exit')
    clearTimeout(watch)
    if (isStuck) throw new Error(`Nothing for ${stuckAfterMs / 1000} s: it hangs. The last rounds are of seed ${seed}.`)
    if (code !== 0) throw new Error(`It ended with ${code}.`)
  },
}

export default fuzz
