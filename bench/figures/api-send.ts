import { AskedProcess } from '../ask-process.ts'
import type { Figure } from '../figure.ts'

const sending = new AskedProcess('api-send-process.ts')

const figures: Figure[] = [
  {
    name: 'api.send.c1',
    unit: 'ms',
    better: 'smaller',
    yardstick: 'the same request sent bare with undici, which keeps its connections, 1 in parallel',
    setup: () => sending.start(),
    measure: () => sending.ask('send'),
    measureYardstick: () => sending.ask('bare'),
    teardown: () => sending.stop(),
  },
]

export default figures
