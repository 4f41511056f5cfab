import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import zlib from 'node:zlib'
import { dots } from './dots.ts'
import { maxShownBytes } from './limits.ts'
import type { RawAnswer } from './raw-answer.ts'
import { makeRedactor } from './redact.ts'
import { Refusal } from './refusal.ts'
import { showAnswer } from './show-answer.ts'
import type { OpenedValue } from './used-values.ts'

const plain = (text: string): OpenedValue => ({ text, json: null, pair: null, kind: 'secret' })
const withheld = { name: 'Refusal', code: 'response_withheld' }

let discarded = 0

function answerOf(body: string | Buffer, changes: Partial<RawAnswer> = {}, size = 1): RawAnswer {
  const bytes = Buffer.from(body as string)
  discarded = 0
  return {
    status: 200,
    statusText: 'OK',
    headers: [],
    body: (async function* () {
      for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
    })(),
    trailers: () => [],
    discard: async () => {
      discarded += 1
    },
    ...changes,
  }
}
const show = (answer: RawAnswer, ...values: string[]) =>
  showAnswer(
    answer,
    values.map((value) => ({ secret: { name: 'crm' }, value: plain(value) })),
    makeRedactor(values.map(plain)),
  )
const header = (name: string, value: string) => ({ headers: [{ name, value }] })
const typed = (type: string) => header('Content-Type', type)

describe('an answer is shown', () => {
  test('with dots in reason, headers, body and trailers, and all of them counted', async () => {
    const { answer, redactions } = await show(
      answerOf('a canary-1234 b Y2FuYXJ5LTEyMzQ=', {
        statusText: 'canary-1234',
        ...header('X-canary-1234', 'canary%2D1234'),
        trailers: () => [{ name: 'Checksum', value: 'canary-1234' }],
      }),
      'canary-1234',
    )
    assert.deepEqual(
      [answer.statusText, answer.headers, answer.body, answer.trailers, redactions],
      [dots, [{ name: `X-${dots}`, value: dots }], `a ${dots} b ${dots}`, [{ name: 'Checksum', value: dots }], 6],
    )
    assert.equal(discarded, 0)
  })

  test('cut behind 64 KiB, and what is dotted beyond is not counted: a number would confirm guesses', async () => {
    const body = `${'é'.repeat(maxShownBytes)}canary-1234 canary-1234`
    const { answer, redactions } = await show(answerOf(body, {}, 5000), 'canary-1234')
    assert.equal(answer.body, 'é'.repeat(maxShownBytes / 2))
    assert.deepEqual([answer.bodyTruncated, redactions], [true, 0])
    const whole = await show(answerOf('x'.repeat(maxShownBytes), {}, 5000), 'canary-1234')
    assert.deepEqual([whole.answer.body.length, whole.answer.bodyTruncated], [maxShownBytes, false])
  })

  test('in its charset, wherever a character is cut', async () => {
    for (const [type, bytes] of [
      ['text/plain', Buffer.from('\ufeffdéjà canary-é-12 😀')],
      ['text/plain; charset=iso-8859-1', Buffer.from('déjà canary-é-12', 'latin1')],
      ['text/plain; charset="utf-16le"', Buffer.from('déjà canary-é-12 😀', 'utf16le')],
      ['text/plain;charset=shift_jis', Buffer.from('\x83\x4c canary-12345', 'latin1')],
    ] as const) {
      const { answer, redactions } = await show(answerOf(bytes, typed(type)), 'canary-é-12', 'canary-12345')
      assert.match(answer.body, /^(déjà|キ) ••••••( 😀)?$/u, type)
      assert.equal(redactions, 1)
    }
  })
})

describe('an answer is withheld, and the rest of it given up,', () => {
  const cases: [why: string, body: string | Buffer, type: string][] = [
    ['if it is no UTF-8', Buffer.from('d\xe9ja', 'latin1'), 'text/plain'],
    ['if it ends inside a character', Buffer.from('dé').subarray(0, 2), 'text/plain'],
    ['if it holds NUL', 'a\0b', 'text/plain'],
    ['if its charset is unknown', 'a', 'text/plain; charset=utf-7'],
    ['if UTF-8 is labelled Latin-1', 'canary-é-12', 'text/plain; charset=iso-8859-1'],
    [
      'if some of it is Latin-1, and some UTF-8',
      Buffer.concat([Buffer.from('canary-é-12 ', 'latin1'), Buffer.from('canary-é-12')]),
      'text/plain; charset=iso-8859-1',
    ],
    [
      'if it is UTF-16, and ASCII stands in it',
      Buffer.concat([Buffer.from('canary-12345', 'utf16le'), Buffer.from('canary-12345')]),
      'text/plain; charset=utf-16le',
    ],
    [
      'if a letter hides in another character',
      Buffer.concat([Buffer.from('canary-é-12', 'latin1'), Buffer.from('\x83canary-12345', 'latin1')]),
      'text/plain; charset=gbk',
    ],
    [
      'if a way of writing hides it',
      Buffer.from('\x1b$Bcanary-12345\x1b(B', 'latin1'),
      'text/plain; charset=iso-2022-jp',
    ],
  ]
  for (const [why, body, type] of cases) {
    test(why, async () => {
      await assert.rejects(show(answerOf(body, typed(type)), 'canary-é-12', 'canary-12345'), withheld)
      assert.equal(discarded, 1)
    })
  }

  test('if a value is too short, or too much would have to be searched for, without reading it', async () => {
    const unread = { body: { [Symbol.asyncIterator]: () => assert.fail('It was read.') } }
    await assert.rejects(show(answerOf('', unread), 'short'), withheld)
    assert.equal(discarded, 1)
    const large = Array.from({ length: 12 }, (_, index) => zlib.gzipSync(String(index)).toString('hex').repeat(1500))
    await assert.rejects(show(answerOf('', unread), ...large), withheld)
    assert.equal(discarded, 1)
  })

  test('if it cannot be decompressed, or the server breaks it off', async () => {
    await assert.rejects(show(answerOf('plain', header('Content-Encoding', 'gzip')), 'canary-1234'), withheld)
    assert.equal(discarded, 1)
    const why = new Refusal('upstream_unreachable', 'It broke off.', { note: 'Broken off' })
    const breaks = async function* () {
      yield Buffer.from('some of it')
      throw why
    }
    await assert.rejects(show(answerOf('', { body: breaks() }), 'canary-1234'), why)
    assert.equal(discarded, 1)
  })
})
