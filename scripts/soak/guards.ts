import { guards } from '../guards/guards.ts'
import { removeGuards } from '../guards/remove-guards.ts'
import type { Soak } from './run.ts'

const chosen = process.argv.slice(3)

const soak: Soak = {
  claim: `Each of ${guards.length} guards, taken away by itself in a copy of the checkout, turns at least one of its tests red.`,
  async run() {
    const named = guards.filter(({ name }) => chosen.length === 0 || chosen.some((part) => name.includes(part)))
    const removed = await removeGuards(named, ({ guard, failed, problem }) =>
      console.log(
        `${problem ? '✖' : '✔'} ${guard.name} | ${guard.file} | ${problem ?? `${failed.length} red: ${failed[0]}`}`,
      ),
    )
    const problems = removed.filter(({ problem }) => problem)
    if (problems.length > 0) throw new Error(`${problems.length} of ${removed.length} guards are missed by nobody.`)
  },
}

export default soak
