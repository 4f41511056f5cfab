import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { db, disconnect } from '#lib/db/client.ts'
import { anApp } from '#lib/testing/an-account.ts'
import { makeTenant, type Tenant } from '#lib/testing/make-tenant.ts'
import { newRecoveryCodes } from './recovery-codes.ts'
import { totpKey, totpStepOf } from './totp-code.ts'
import { sealTotp, withTotp } from './totp-seal.ts'
import { takeTotpCode } from './totp-take.ts'

let tenant: Tenant
before(async () => {
  tenant = await makeTenant()
})
after(disconnect)

const secret = new Uint8Array(Buffer.from('12345678901234567890'))

describe('a one-time code', () => {
  test('is that of RFC 6238, appendix B', () => {
    const vectors: [number, string][] = [
      [59, '287082'],
      [1111111109, '081804'],
      [1111111111, '050471'],
      [1234567890, '005924'],
      [2000000000, '279037'],
      [20000000000, '353130'],
    ]
    for (const [seconds, code] of vectors)
      assert.equal(totpStepOf(secret, code, new Date(seconds * 1000)), BigInt(Math.floor(seconds / 30)), code)
  })

  test('is taken one step before and after its own, and no further', () => {
    const at = (step: number) => totpStepOf(secret, '050471', new Date((37037037 + step) * 30_000))
    assert.deepEqual([-2, -1, 0, 1, 2].map(at), [null, 37037037n, 37037037n, 37037037n, null])
  })

  test('is nothing else than six digits', () => {
    for (const code of ['', '05047', '0504711', '05047x', '０５０４７１', ' 050471', '-50471'])
      assert.equal(totpStepOf(secret, code, new Date(1111111111_000)), null, code)
  })

  test('has a key that apps take in, as an address and as a text', () => {
    const { uri, text } = totpKey(secret, 'ines@acme.example')
    assert.equal(text, 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
    const url = new URL(uri)
    assert.equal(url.pathname, '/Postern:ines%40acme.example')
    const { secret: key, issuer, period, digits, algorithm } = Object.fromEntries(url.searchParams)
    assert.deepEqual([key, issuer, period, digits, algorithm], [text.replaceAll(' ', ''), 'Postern', '30', '6', 'SHA1'])
  })
})

test('a sealed secret opens for its person and its stage alone, whole, and is wiped then', () => {
  const { personId } = tenant.people.editor
  const sealed = sealTotp('set-up', personId, secret)
  assert.ok(!Buffer.from(sealed).includes(Buffer.from(secret)))
  const opened = withTotp('set-up', personId, sealed, (bytes) => {
    assert.deepEqual(bytes, secret)
    return bytes
  })
  assert.ok(opened.every((byte) => byte === 0))
  const use = () => assert.fail('It opened.')
  assert.throws(() => withTotp('pending', personId, sealed, use), { name: 'OpenError' })
  assert.throws(() => withTotp('set-up', tenant.people.owner.personId, sealed, use), { name: 'OpenError' })
  for (const at of [0, 20, sealed.length - 1]) {
    const forged = sealed.slice()
    forged[at] = (forged[at] ?? 0) ^ 1
    assert.throws(() => withTotp('set-up', personId, forged, use), { name: 'OpenError' })
  }
})

describe('a code that was taken', () => {
  test('is not taken again, nor is one of before', async () => {
    const { personId } = tenant.people.owner
    const code = await anApp(tenant.people.owner)
    assert.equal(await takeTotpCode(personId, code()), true)
    assert.equal(await takeTotpCode(personId, code()), false)
    assert.equal(await takeTotpCode(personId, code(-1)), false)
    assert.equal(await takeTotpCode(personId, code(1)), true)
  })

  test('is nobody else’s, and nobody’s without an app', async () => {
    const code = await anApp(tenant.people.owner)
    await anApp(tenant.people.org_admin)
    assert.equal(await takeTotpCode(tenant.people.org_admin.personId, code()), false)
    assert.equal(await takeTotpCode(tenant.people.stranger.personId, code()), false)
  })

  test('was taken once, also by two processes at the same moment', { timeout: 60_000 }, async () => {
    const { personId } = tenant.people.domain_admin
    const code = await anApp(tenant.people.domain_admin)
    const { codes, hashes } = newRecoveryCodes()
    await db().recoveryCode.createMany({ data: hashes.map((hash) => ({ personId, hash })) })
    const file = path.join(import.meta.dirname, '../testing/take-code-process.ts')
    const processes = [fork(file, [personId]), fork(file, [personId])]
    try {
      await Promise.all(processes.map((each) => once(each, 'message')))
      const asks = [
        { kind: 'totp', code: code() },
        { kind: 'totp', code: code(1) },
        ...codes.slice(0, 5).map((each) => ({ kind: 'recovery_code', code: each })),
      ]
      for (const ask of asks) {
        const answers = processes.map((each) => once(each, 'message'))
        for (const each of processes) each.send(ask)
        const taken = (await Promise.all(answers)).map(([answer]) => answer)
        assert.deepEqual(taken.toSorted(), [false, true], ask.kind)
      }
    } finally {
      for (const each of processes) each.disconnect()
    }
  })
})

test('recovery codes have 120 random bits, are told apart from others, and stand in the database as hashes', async () => {
  const { codes, hashes } = newRecoveryCodes()
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
  for (const hash of hashes) assert.equal(hash.byteLength, 32)
})
