import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { nonceLength, tagLength } from './aes-gcm.ts'
import { OpenError } from './open-error.ts'
import { openSmall, sealSmall } from './seal-small.ts'

const key = createSecretKey(randomBytes(32))
const [plain, of] = [randomBytes(20), Buffer.from('of one person')]

describe('a small seal', () => {
  it('opens with the same key and associated data', () => {
    const sealed = sealSmall(key, plain, of)
    assert.equal(sealed.byteLength, nonceLength + plain.byteLength + tagLength)
    assert.deepEqual(Buffer.from(openSmall(key, sealed, of)), plain)
    assert.equal(openSmall(key, sealSmall(key, new Uint8Array(), of), of).byteLength, 0)
  })

  it('never seals twice alike', () => {
    assert.notDeepEqual(sealSmall(key, plain, of), sealSmall(key, plain, of))
  })

  it('opens as nothing else: another key or owner, a changed bit, any part of it', () => {
    const sealed = sealSmall(key, plain, of)
    assert.throws(() => openSmall(createSecretKey(randomBytes(32)), sealed, of), OpenError)
    assert.throws(() => openSmall(key, sealed, Buffer.from('of another')), OpenError)
    for (let at = 0; at < sealed.byteLength; at++) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte))
      assert.throws(() => openSmall(key, changed, of), OpenError)
      assert.throws(() => openSmall(key, sealed.subarray(0, at), of), OpenError)
    }
  })
})
