import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { positionOf, timeCursor } from './time-cursor.ts'

const id = '0198c3f2-7f1e-7a4b-9d2c-3e5f6a7b8c9d'

describe('time cursor', () => {
  it('says where a list goes on', () => {
    const position = { at: new Date('2026-11-21T14:39:38.123Z'), id }
    assert.deepEqual(positionOf(timeCursor(position)), position)
  })

  it('begins at the newest for whatever it did not make', () => {
    const wrong = ['', 'x', `1_${id.toUpperCase()}`, `-1_${id}`, `1.5_${id}`, `${'9'.repeat(15)}_${id}`, `1_${id} `]
    for (const cursor of [null, undefined, ...wrong]) assert.equal(positionOf(cursor), null)
  })
})
