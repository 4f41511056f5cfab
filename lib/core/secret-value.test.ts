import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, test } from 'node:test'
import util from 'node:util'
import v8 from 'node:v8'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { createLog } from './log.ts'
import { ReadPermit } from './read-permit.ts'
import { SecretValue } from './secret-value.ts'

const plaintext = 'c4nary-Dvořák-🔑'
const bytes = Buffer.from(plaintext)
const secret = SecretValue.fromText(plaintext)
const everything = { showHidden: true, showProxy: true, getters: true, depth: Number.POSITIVE_INFINITY } as const

/** The forms in which a careless print shows bytes: as text, hex, base64, and as a list of numbers. */
const forms = [
  'c4nary',
  bytes.subarray(0, 6).toString('hex'),
  bytes.subarray(0, 6).toString('base64'),
  [...bytes.subarray(0, 4)].join(','),
]
const holdsNothing = (output: unknown) => {
  const shown = typeof output === 'string' ? output : util.inspect(output, { ...everything, customInspect: false })
  for (const form of forms) assert.ok(!shown.replaceAll(/\s/g, '').includes(form), 'It shows the value.')
}
const errorOf = (fn: () => unknown): Error => {
  try {
    fn()
  } catch (error) {
    return error as Error
  }
  return assert.fail('It did not throw.')
}

test('the search finds the value where it is shown', () => {
  for (const shown of [plaintext, bytes.toString('hex'), bytes.toString('base64'), bytes, [...bytes], { a: [bytes] }]) {
    assert.throws(() => holdsNothing(shown), /It shows the value/)
  }
})

describe('with the permit', () => {
  test('gives back what was put in, byte by byte', () => {
    assert.equal(secret.readText(ReadPermit.granted), plaintext)
    assert.ok(bytes.equals(secret.read(ReadPermit.granted)))
    assert.equal(secret.byteLength, bytes.byteLength)
    assert.equal(SecretValue.fromText('\ufeff\0\r\n ').readText(ReadPermit.granted), '\ufeff\0\r\n ')
    assert.equal(SecretValue.fromText('').byteLength, 0)
  })

  test('refuses bytes that are no text, and quotes none of them', () => {
    for (const broken of [
      Uint8Array.of(...bytes, 0xff),
      Uint8Array.of(...bytes, 0xf0, 0x9f),
      Uint8Array.of(0xc0, 0x80),
    ]) {
      const error = errorOf(() => SecretValue.fromBytes(broken).readText(ReadPermit.granted))
      assert.ok(error instanceof TypeError)
      holdsNothing(error)
    }
  })
})

describe('without the permit', () => {
  const forged: unknown[] = [
    undefined,
    null,
    true,
    {},
    ReadPermit,
    Object.create(ReadPermit.prototype),
    Reflect.construct(ReadPermit, []),
    new Proxy(ReadPermit.granted, {}),
    structuredClone(ReadPermit.granted),
  ]

  test('is not read, whatever is given instead', () => {
    for (const permit of forged) {
      for (const read of [(one: ReadPermit) => secret.read(one), (one: ReadPermit) => secret.readText(one)]) {
        const error = errorOf(() => read(permit as ReadPermit))
        assert.ok(error instanceof TypeError)
        assert.match(error.message, /^Reading a secret takes a ReadPermit\.$/)
        holdsNothing(error)
      }
    }
  })

  test('has no property, key or copy that holds it', () => {
    holdsNothing(Reflect.ownKeys(secret).map((key) => [key, Reflect.get(secret, key)]))
    holdsNothing(Object.getOwnPropertyDescriptors(secret))
    holdsNothing({ ...secret })
    holdsNothing(Object.assign({}, secret))
    holdsNothing(Object.entries(secret))
    holdsNothing(Array.from(secret as unknown as ArrayLike<unknown>))
    holdsNothing(new Uint8Array(secret as unknown as ArrayLike<number>))
    holdsNothing(errorOf(() => Buffer.from(secret as unknown as ArrayLike<number>)))
    holdsNothing(errorOf(() => new Proxy(secret, {}).read(ReadPermit.granted)))
    holdsNothing(errorOf(() => Object.create(secret).read(ReadPermit.granted)))
  })
})

describe('printed by accident', () => {
  test('as text it says [secret]', () => {
    assert.equal(`${secret}`, '[secret]')
    assert.equal(String(secret), '[secret]')
    assert.equal(secret.toLocaleString(), '[secret]')
    assert.equal([secret, secret].join(), '[secret],[secret]')
    assert.equal(new URLSearchParams({ a: secret as unknown as string }).get('a'), '[secret]')
    assert.equal(new Headers({ a: secret as unknown as string }).get('a'), '[secret]')
    assert.ok(Number.isNaN(Number(secret)))
  })

  test('as JSON, at any depth and as a key, it says [secret]', () => {
    assert.equal(JSON.stringify({ a: [secret] }), '{"a":["[secret]"]}')
    assert.equal(JSON.stringify({ [`${secret}`]: 1 }), '{"[secret]":1}')
    assert.equal(
      JSON.stringify(secret, (_key, value) => value),
      '"[secret]"',
    )
  })

  test('inspected, with everything shown and our own text switched off, it shows nothing', () => {
    assert.equal(util.inspect(secret), '[secret]')
    assert.equal(util.inspect(secret, everything), '[secret]')
    for (const holder of [
      secret,
      { secret },
      [secret],
      new Map([[secret, secret]]),
      new Set([secret]),
      new Proxy(secret, {}),
    ]) {
      holdsNothing(util.inspect(holder, everything))
      holdsNothing(util.inspect(holder, { ...everything, customInspect: false }))
    }
  })

  test('formatted, in every way there is', () => {
    for (const format of ['%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', 'x'])
      holdsNothing(util.format(format, secret))
    holdsNothing(util.format(secret, secret))
  })

  test('in an error: its message, cause, properties, or as what is thrown', () => {
    const inner = new Error('inner', { cause: secret })
    for (const error of [
      new Error(`${secret}`),
      inner,
      new AggregateError([secret, inner]),
      Object.assign(inner, { secret }),
    ]) {
      holdsNothing(util.inspect(error, everything))
      holdsNothing(error.stack ?? '')
    }
    const unhandled = errorOf(() => new EventEmitter().emit('error', secret))
    holdsNothing(util.inspect(unhandled, everything))
    holdsNothing(errorOf(() => assert.deepEqual({ secret }, { secret: plaintext.length })).message)
  })

  test('in the log', () => {
    const lines: string[] = []
    const log = createLog({ write: (line) => void lines.push(line) })
    log.info('event', { secret } as never)
    log.failure(secret)
    log.failure(new Error('outer', { cause: secret }))
    assert.equal(lines.length, 3)
    holdsNothing(lines.join(''))
  })
})

describe('sent away', () => {
  test('cannot be cloned, posted to another thread or serialized, and the error shows nothing', () => {
    const { port1, port2 } = new MessageChannel()
    const ways = [structuredClone, v8.serialize, (value: unknown) => port1.postMessage(value)]
    for (const way of ways) {
      for (const holder of [secret, { a: [secret] }])
        holdsNothing(
          util.inspect(
            errorOf(() => way(holder)),
            everything,
          ),
        )
    }
    assert.equal(receiveMessageOnPort(port2), undefined)
    port1.close()
  })
})

describe('compared', () => {
  test('deeply, no two are equal, so that a test which compares them so cannot pass by mistake', () => {
    const [a, b, same] = [SecretValue.fromText('a'), SecretValue.fromText('b'), SecretValue.fromText('a')]
    assert.ok(!util.isDeepStrictEqual(a, b))
    assert.ok(!util.isDeepStrictEqual(a, same))
    assert.throws(() => assert.deepEqual({ a }, { a: b }), assert.AssertionError)
  })
})
