import { AskedProcess } from '../ask-process.ts'
import type { Figure } from '../figure.ts'

const answering = new AskedProcess('api-process.ts')

const figure = (name: string, console: string, what: string): Figure => ({
  name,
  unit: 'ms',
  better: 'smaller',
  yardstick: `the same ${what} as a route of the console reads it`,
  setup: () => answering.start(),
  measure: () => answering.ask(name),
  measureYardstick: () => answering.ask(console),
  teardown: () => answering.stop(),
})

const figures: Figure[] = [
  figure('api.list', 'console.list', 'page of a list'),
  figure('api.get', 'console.get', 'secret with its details'),
]

export default figures
