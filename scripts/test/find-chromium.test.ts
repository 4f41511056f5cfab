import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refusal } from '../launcher/refusal.mjs'
import { findChromium } from './find-chromium.mjs'

describe('findChromium', () => {
  for (const place of ['/no/such/browser', import.meta.filename]) {
    test(`refuses a POSTERN_CHROMIUM that does not start: ${place === '/no/such/browser' ? place : 'a text'}`, async () => {
      await assert.rejects(
        findChromium({ POSTERN_CHROMIUM: place } as unknown as NodeJS.ProcessEnv),
        (error: unknown) => error instanceof Refusal && /^POSTERN_CHROMIUM names no/.test(error.message),
      )
    })
  }
})
