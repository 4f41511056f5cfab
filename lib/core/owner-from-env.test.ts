import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { OperatorError } from './operator-error.ts'
import { ownerFromEnv } from './owner-from-env.ts'

const POSTERN_OWNER_EMAIL = 'ines.okafor@acme.example'

describe('ownerFromEnv', () => {
  test('is null where nothing is given', () => {
    assert.equal(ownerFromEnv({ POSTERN_ORGANIZATION: 'Acme' }), null)
  })

  test('reads the owner, with Acme and main as defaults', () => {
    assert.deepEqual(ownerFromEnv({ POSTERN_OWNER_EMAIL, POSTERN_OWNER_PASSWORD: ' long enough ' }), {
      email: POSTERN_OWNER_EMAIL,
      password: ' long enough ',
      organization: 'Acme',
      domain: 'main',
    })
  })

  test('reads the password from a file, without the line break at its end', (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'owner-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const file = path.join(folder, 'password')
    writeFileSync(file, 'from a file \n')
    assert.equal(ownerFromEnv({ POSTERN_OWNER_EMAIL, POSTERN_OWNER_PASSWORD_FILE: file })?.password, 'from a file ')
    writeFileSync(file, '\n')
    assert.throws(() => ownerFromEnv({ POSTERN_OWNER_EMAIL, POSTERN_OWNER_PASSWORD_FILE: file }), OperatorError)
  })

  const refused = [
    { POSTERN_OWNER_PASSWORD: 'hunter2-canary' },
    { POSTERN_OWNER_EMAIL },
    { POSTERN_OWNER_EMAIL: 'nobody', POSTERN_OWNER_PASSWORD: 'hunter2-canary' },
    { POSTERN_OWNER_EMAIL, POSTERN_OWNER_PASSWORD: 'hunter2-canary', POSTERN_OWNER_PASSWORD_FILE: '/x' },
    { POSTERN_OWNER_EMAIL, POSTERN_OWNER_PASSWORD_FILE: '/does/not/exist/hunter2-canary' },
  ]
  for (const source of refused) {
    test(`refuses half an owner: ${Object.keys(source).join(', ')}`, () => {
      assert.throws(
        () => ownerFromEnv(source),
        (error: unknown) => error instanceof OperatorError && !error.message.includes('hunter2'),
      )
    })
  }
})
