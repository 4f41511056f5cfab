// Run by fuzz.ts: tries random and hostile texts in the parser and the redactor for so many minutes, and tells its
// parent that it lives.
import assert from 'node:assert/strict'
import { judgeRequest } from '../../lib/references/check-request.ts'
import { fuzzParser, fuzzText, type Random, randomFrom } from '../../lib/testing/fuzz-parser.ts'
import { fuzzRedactor } from '../../lib/testing/fuzz-redactor.ts'

const [seed = 1, minutes = 1] = process.argv.slice(2).map(Number)
const random = randomFrom(seed)
const end = Date.now() + minutes * 60_000
const roundsAReport = 2_000
let rounds = 0
let reported = Date.now()

/** Of a text that is repeated, eight times as much may take eight times as long, and noise; not its square. */
function growsLinearly(unit: string): void {
  const request = (times: number) => {
    const text = unit.repeat(times)
    return {
      method: 'POST',
      path: '',
      headers: [{ name: 'X', value: text }],
      query: [],
      bodyType: 'json' as const,
      body: text,
    }
  }
  const cpuMs = (times: number) => {
    const before = process.cpuUsage()
    judgeRequest(request(times))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  const least = (times: number) => Math.min(cpuMs(times), cpuMs(times), cpuMs(times))
  const [short, long] = [least(500), least(4000)]
  assert.ok(long < 8 * 4 * short + 20, `${JSON.stringify(unit)}: ${short} ms, then ${long} ms for eight times as much`)
}

const unitOf = (random: Random) => fuzzText(random, 4).slice(0, 40) || '{'

while (Date.now() < end) {
  fuzzParser(random)
  fuzzRedactor(random)
  rounds += 1
  if (rounds % 100 === 0) {
    growsLinearly(unitOf(random))
    process.send?.(0)
  }
  if (rounds % roundsAReport === 0 && Date.now() - reported > 60_000) {
    reported = Date.now()
    process.send?.(`${rounds} rounds`)
  }
}
process.send?.(`${rounds} rounds in all`)
process.disconnect?.()
