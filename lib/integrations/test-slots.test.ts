import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { disconnect } from '#lib/db/client.ts'
import { makeTenant } from '#lib/testing/make-tenant.ts'
import { inTestSlot } from './test-slots.ts'

after(disconnect)

test('the ninth test of a person is refused and not begun, others go on, and places are freed', async () => {
  const tenant = await makeTenant()
  const [editor, owner] = [
    await tenant.permit('integration:test', 'editor'),
    await tenant.permit('integration:test', 'owner'),
  ]
  const gate = Promise.withResolvers<string>()
  const stalled = Array.from({ length: 8 }, () => inTestSlot(editor, () => gate.promise))
  let begun = false
  await assert.rejects(
    inTestSlot(editor, async () => {
      begun = true
    }),
    { code: 'rate_limited', message: /^Nothing was sent: 8 tests of yours are under way/ },
  )
  assert.equal(begun, false)
  assert.equal(await inTestSlot(owner, async () => 'went on'), 'went on')

  gate.resolve('ended')
  assert.deepEqual(new Set(await Promise.all(stalled)), new Set(['ended']))
  assert.equal(await inTestSlot(editor, async () => 'free again'), 'free again')
  await assert.rejects(
    inTestSlot(editor, () => Promise.reject(new Error('broken'))),
    /broken/,
  )
  assert.equal(await inTestSlot(editor, async () => 'free again'), 'free again')
})
