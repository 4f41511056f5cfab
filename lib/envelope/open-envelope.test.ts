import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { OpenError } from '#lib/crypto/open-error.ts'
import { type ContentEncryption, contentEncryptions, encryptContent } from './content-encryption.ts'
import { openEnvelope } from './open-envelope.ts'
import { type EnvelopeKey, sealEnvelope } from './seal-envelope.ts'

const encryptions = Object.keys(contentEncryptions) as ContentEncryption[]
const newKey = (encryption: ContentEncryption, kid = '1'): EnvelopeKey => ({
  kid,
  key: createSecretKey(randomBytes(contentEncryptions[encryption].bytes)),
})
const sentence = new OpenError().message

/** Every failure is one and the same error, with nothing else to tell it by. */
function refuses(text: string, encryption: ContentEncryption, keys: EnvelopeKey[], what: string): void {
  assert.throws(
    () => openEnvelope(text, { encryption, keys }),
    (error) =>
      error instanceof OpenError &&
      error.message === sentence &&
      error.cause === undefined &&
      Object.keys(error).join() === 'name',
    what,
  )
}

/** An envelope with any header, sealed rightly. */
function sealedWith(header: unknown, { key }: EnvelopeKey, encryption: ContentEncryption = 'a256gcm'): string {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  const protectedHeader = Buffer.from(text).toString('base64url')
  const associatedData = Buffer.from(protectedHeader)
  const sealed = encryptContent(encryption, key, { plaintext: Buffer.from('text'), associatedData })
  const [nonce, ciphertext, tag] = [sealed.nonce, sealed.ciphertext, sealed.tag].map((bytes) =>
    Buffer.from(bytes).toString('base64url'),
  )
  return `${protectedHeader}..${nonce}.${ciphertext}.${tag}`
}

describe('an envelope', () => {
  test('opens to what was sealed, whatever it is, in each encryption', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...encryptions),
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.string({ unit: 'grapheme', maxLength: 20 })),
        (encryption, plaintext, contentType) => {
          const key = newKey(encryption, '7')
          const text = sealEnvelope(plaintext, { encryption, key, contentType })
          const opened = openEnvelope(text, { encryption, keys: [key] })
          assert.deepEqual(Buffer.from(opened.plaintext), Buffer.from(plaintext))
          assert.deepEqual([opened.kid, opened.contentType], ['7', contentType])
        },
      ),
      { numRuns: 200 },
    )
  })

  // RFC 7520 section 5.6: direct encryption using AES-GCM, made by others.
  test('of RFC 7520 opens', () => {
    const kid = '77c7e2b8-6e13-45cf-8672-617b5b45243a'
    const key = { kid, key: createSecretKey(Buffer.from('XctOhJAkA-pD9Lh7ZgW_2A', 'base64url')) }
    const text = [
      'eyJhbGciOiJkaXIiLCJraWQiOiI3N2M3ZTJiOC02ZTEzLTQ1Y2YtODY3Mi02MTdiNWI0NTI0M2EiLCJlbmMiOiJBMTI4R0NNIn0',
      '',
      'refa467QzzKx6QAB',
      'JW_i_f52hww_ELQPGaYyeAB6HYGcR559l9TYnSovc23XJoBcW29rHP8yZOZG7YhLpT1bjFuvZPjQS-m0IFtVcXkZXdH_lr_FrdYt9HRUYkshtrMmIUAyGmUnd9zMDB2n0cRDIHAzFVeJUDxkUwVAE7_YGRPdcqMyiBoCO-FBdE-Nceb4h3-FtBP-c_BIwCPTjb9o0SbdcdREEMJMyZBH8ySWMVi1gPD9yxi-aQpGbSv_F9N4IZAxscj5g-NJsUPbjk29-s7LJAGb15wEBtXphVCgyy53CoIKLHHeJHXex45Uz9aKZSRSInZI-wjsY0yu3cT4_aQ3i1o-tiE-F8Ios61EKgyIQ4CWao8PFMj8TTnp',
      'vbb32Xvllea2OtmHAdccRQ',
    ].join('.')
    const opened = openEnvelope(text, { encryption: 'a128gcm', keys: [key] })
    assert.match(Buffer.from(opened.plaintext).toString('utf8'), /^You can trust us to stick with you/)
  })

  test('does not open with any byte cut, changed or added, and says always the same', () => {
    for (const encryption of encryptions) {
      const key = newKey(encryption)
      const text = sealEnvelope(Buffer.from('{"amount":12}'), { encryption, key, contentType: 'application/json' })
      const keys = [key]
      for (let at = 0; at < text.length; at++) {
        refuses(text.slice(0, at), encryption, keys, `cut at ${at}`)
        refuses(text.slice(0, at) + text.slice(at + 1), encryption, keys, `without ${at}`)
        const other = text[at] === 'A' ? 'B' : 'A'
        refuses(text.slice(0, at) + other + text.slice(at + 1), encryption, keys, `changed at ${at}`)
      }
      for (const more of ['A', '=', '.', ' ', '\n', '..']) refuses(text + more, encryption, keys, 'followed by more')
    }
  })

  test('opens under none of other keys, algorithms and sizes', () => {
    for (const encryption of encryptions) {
      const key = newKey(encryption)
      const text = sealEnvelope(Buffer.from('text'), { encryption, key, contentType: null })
      refuses(text, encryption, [newKey(encryption)], 'another key')
      refuses(text, encryption, [], 'no key')
      for (const other of encryptions.filter((each) => each !== encryption)) {
        refuses(text, other, [key], 'another encryption')
        refuses(text, other, [newKey(other)], 'another encryption and key')
      }
    }
  })

  test('is none with another header, although it is sealed rightly', () => {
    const key = newKey('a256gcm')
    const right = { alg: 'dir', enc: 'A256GCM' }
    assert.ok(openEnvelope(sealedWith(right, key), { encryption: 'a256gcm', keys: [key] }))
    for (const header of [
      {},
      { enc: 'A256GCM' },
      { alg: 'dir' },
      { ...right, alg: 'A256KW' },
      { ...right, alg: 'none' },
      { ...right, alg: 'DIR' },
      { ...right, enc: 'A128GCM' },
      { ...right, enc: 'A256CBC-HS512' },
      { ...right, zip: 'DEF' },
      { ...right, zip: null },
      { ...right, crit: ['exp'], exp: 1 },
      { ...right, crit: [] },
      { ...right, kid: 1 },
      { ...right, cty: {} },
      [right],
      null,
      'text',
      '',
      '{"alg":"dir","enc":"A256GCM"',
      '{"alg":"dir","enc":"A256GCM"}{}',
      '\ufeff\ufeff{"alg":"dir","enc":"A256GCM"}',
    ])
      refuses(sealedWith(header, key), 'a256gcm', [key], JSON.stringify(header))
  })

  test('is none in another form', () => {
    const key = newKey('a256gcm')
    const text = sealEnvelope(Buffer.from('text'), { encryption: 'a256gcm', key, contentType: null })
    const [header = '', , nonce, ciphertext, tag] = text.split('.')
    const short = Buffer.from(String(tag), 'base64url').subarray(0, 12).toString('base64url')
    for (const other of [
      '',
      'text',
      '....',
      `${header}.AAAA.${nonce}.${ciphertext}.${tag}`,
      `${header}..${nonce}.${ciphertext}.${short}`,
      `${header}...${ciphertext}.${tag}`,
      `${header}..${nonce}.${ciphertext}.`,
      `${header}..${nonce}.${ciphertext}.${tag}==`,
      JSON.stringify({ protected: header, iv: nonce, ciphertext, tag }),
      text.replaceAll('-', '+').replaceAll('_', '/').replace(/$/, '='),
    ])
      refuses(other, 'a256gcm', [key], other)
  })

  test('is opened by whichever key fits, also where it names another', () => {
    const [now, before] = [newKey('a192gcm', '3'), newKey('a192gcm', '2')]
    const keys = [now, before]
    const old = sealEnvelope(Buffer.from('old'), { encryption: 'a192gcm', key: before, contentType: null })
    assert.equal(openEnvelope(old, { encryption: 'a192gcm', keys }).kid, '2')
    const misnamed = sealEnvelope(Buffer.from('x'), {
      encryption: 'a192gcm',
      key: { ...before, kid: 'their-key-3' },
      contentType: null,
    })
    assert.equal(openEnvelope(misnamed, { encryption: 'a192gcm', keys }).kid, '2')
  })
})
