import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { makeRedactor } from '#lib/sending/redact.ts'
import type { Figure } from '../figure.ts'

const value = `bench-${randomBytes(16).toString('hex')}`
const mebibyte = 1024 * 1024

/** What an API answers with: names, addresses, escaped quotes; and the value, at its end. */
const contacts = Array.from({ length: 9000 }, (_, index) => ({
  id: index,
  name: `Contact "${index}"`,
  email: `contact-${index}@acme.example`,
  link: `https://crm.example.com/v1/contacts/${index}?source=postern%20bench`,
}))
const text = Buffer.from(JSON.stringify(contacts).slice(0, mebibyte - value.length) + value)
const redactor = makeRedactor([{ text: value, json: null, pair: null, kind: 'secret' }])

const figures: Figure[] = [
  {
    name: 'redact.1mib',
    unit: 'MiB/s',
    better: 'larger',
    yardstick: 'one indexOf over the same mebibyte, which finds the value at its end',
    async measure() {
      const start = performance.now()
      const stream = redactor.stream()
      for (let at = 0; at < text.byteLength; at += 64 * 1024) stream.push(text.subarray(at, at + 64 * 1024))
      stream.end()
      assert.equal(stream.count, 1)
      return 1000 / (performance.now() - start)
    },
    async measureYardstick() {
      const passes = 200
      const start = performance.now()
      for (let pass = 0; pass < passes; pass += 1) assert.equal(text.indexOf(value), mebibyte - value.length)
      return (1000 * passes) / (performance.now() - start)
    },
  },
]

export default figures
