import assert from 'node:assert/strict'
import { send } from '#lib/sending/send.ts'
import type { Figure } from '../figure.ts'
import { makeSendingPlace, type SendingPlace, timed } from '../sending-place.ts'

let place: SendingPlace

const sendOnce = async () => {
  const exchange = await send(place.permit, place.consumer, place.stored)
  assert.equal(exchange.outcome, 'answered')
}

const figure = (name: string, calls: number, parallel: number): Figure => ({
  name,
  unit: 'ms',
  better: 'smaller',
  yardstick: `the same request sent bare with undici, which keeps its connections, ${parallel} in parallel`,
  setup: async () => {
    place = await makeSendingPlace()
  },
  measure: () => timed(calls, parallel, sendOnce),
  measureYardstick: () => timed(calls, parallel, place.sendBare),
  teardown: () => place.upstream.stop(),
})

const figures: Figure[] = [figure('send.c1', 50, 1), figure('send.c64', 640, 64)]

export default figures
