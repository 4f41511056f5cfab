import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { isSignedDelivery, webhookKey } from './webhook-signature.ts'

const keyOf = (text: string) => {
  const key = webhookKey(text)
  assert.ok(key)
  return key
}
/** From the reference implementations of the specification. */
const published = {
  key: keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
  delivery: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: Buffer.from('{"test": 2432232314}'),
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('the published signature is right, alone and among others', () => {
  const { key, delivery, signature } = published
  assert.ok(isSignedDelivery([key], delivery, signature))
  assert.ok(isSignedDelivery([keyOf('another key of some length'), key], delivery, signature))
  assert.ok(isSignedDelivery([key], delivery, `v1,AAAA v1a,${signature.slice(3)} ${signature}`))
})

test('any other key, id, timestamp, body or signature is wrong', () => {
  const { key, delivery, signature } = published
  const other = (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index === 3 ? byte ^ 1 : byte)))
  assert.ok(!isSignedDelivery([keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx')], delivery, signature))
  assert.ok(!isSignedDelivery([], delivery, signature))
  assert.ok(!isSignedDelivery([key], { ...delivery, id: 'msg_another' }, signature))
  assert.ok(!isSignedDelivery([key], { ...delivery, timestamp: '1614265331' }, signature))
  assert.ok(!isSignedDelivery([key], { ...delivery, body: other(delivery.body) }, signature))
  for (const wrong of [
    '',
    'v1,',
    'v1',
    'v1,AAAA',
    signature.slice(3),
    `v2,${signature.slice(3)}`,
    signature.slice(0, -4),
  ])
    assert.ok(!isSignedDelivery([key], delivery, wrong), wrong)
  // Of many only a few are looked at: they are guesses.
  assert.ok(!isSignedDelivery([key], delivery, `${'v1,AAAA '.repeat(4)}${signature}`))
})

test('a key is a text, or Base64 behind whsec_, of 16 bytes or more', () => {
  for (const none of ['', 'short', 'fifteen bytes!!', 'whsec_', 'whsec_AAAA', 'whsec_not base64 at all, though long'])
    assert.equal(webhookKey(none), null, none)
  const { delivery } = published
  const text = 'a plain text of some length'
  const signature = createHmac('sha256', text)
    .update(`${delivery.id}.${delivery.timestamp}.${delivery.body}`)
    .digest('base64')
  assert.ok(isSignedDelivery([keyOf(text)], delivery, `v1,${signature}`))
})
