import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createSecretKey, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { OpenError } from '#lib/crypto/open-error.ts'
import { type ContentEncryption, contentEncryptions } from './content-encryption.ts'
import { openEnvelope } from './open-envelope.ts'
import { sealEnvelope } from './seal-envelope.ts'

// The examples of the documentation, as they stand there, against envelopes that are made here.
const documentation = readFileSync(new URL('../../docs/allowlist.md', import.meta.url), 'utf8')
const example = (language: string) => {
  const code = new RegExp(`\n\`\`\`${language}\n(.*?)\n\`\`\`\n`, 's').exec(documentation)?.[1]
  assert.ok(code, `docs/allowlist.md has no example in ${language}.`)
  return code
}

const text = 'Grüße, "amount": 12 \u{1f511}'
const encryptions = Object.keys(contentEncryptions) as ContentEncryption[]
const keyFor = (encryption: ContentEncryption) => randomBytes(contentEncryptions[encryption].bytes)
const sealHere = (encryption: ContentEncryption, key: Buffer) =>
  sealEnvelope(Buffer.from(text), {
    encryption,
    key: { kid: '3', key: createSecretKey(key) },
    contentType: 'text/plain; charset=utf-8',
  })
const openHere = (encryption: ContentEncryption, key: Buffer, envelope: string) => {
  const keys = [{ kid: '3', key: createSecretKey(key) }]
  return Buffer.from(openEnvelope(envelope, { encryption, keys }).plaintext).toString('utf8')
}
const spoilt = (envelope: string) =>
  envelope.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`)

describe('the example in Python, over OpenSSL’s library', () => {
  // Debian's own, before whatever else is installed.
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'
  const run = (call: string, ...args: string[]) =>
    spawnSync(python, ['-c', `${example('python')}\nimport sys\nprint(${call}, end="")`, ...args], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: fileURLToPath(new URL('../testing/openssl', import.meta.url)) },
    })

  test('is there to be run', () => {
    const { status, stderr, error } = run('"there"')
    assert.equal(status, 0, `This needs python3 and OpenSSL's libcrypto: ${error?.message ?? stderr}`)
  })

  for (const encryption of encryptions)
    test(`opens what is sealed here, and seals what opens here: ${encryption}`, () => {
      const key = keyFor(encryption)
      const hex = key.toString('hex')
      const opened = run('open_envelope(sys.argv[1], bytes.fromhex(sys.argv[2]))', sealHere(encryption, key), hex)
      assert.equal(opened.stdout, text, opened.stderr)
      const theirs = run('seal_envelope(sys.argv[1], bytes.fromhex(sys.argv[2]))', text, hex).stdout
      assert.equal(openHere(encryption, key, theirs), text)
      assert.throws(() => openHere(encryption, keyFor(encryption), theirs), OpenError)
      assert.throws(() => openHere(encryption, key, spoilt(theirs)), OpenError)
      assert.throws(() => openHere(encryption, key, theirs.slice(0, -1)), OpenError)
      const refused = run(
        'open_envelope(sys.argv[1], bytes.fromhex(sys.argv[2]))',
        spoilt(sealHere(encryption, key)),
        hex,
      )
      assert.match(refused.stderr, /InvalidTag/)
    })
})

describe('the example in JavaScript, with WebCrypto', () => {
  type Example = {
    sealEnvelope: (text: string, key: Uint8Array) => Promise<string>
    openEnvelope: (envelope: string, key: Uint8Array) => Promise<string>
  }
  const made = new Function(`${example('js')}\nreturn { sealEnvelope, openEnvelope }`)() as Example

  for (const encryption of encryptions)
    test(`opens what is sealed here, and seals what opens here: ${encryption}`, async () => {
      const key = keyFor(encryption)
      assert.equal(await made.openEnvelope(sealHere(encryption, key), key), text)
      const theirs = await made.sealEnvelope(text, key)
      assert.equal(openHere(encryption, key, theirs), text)
      assert.throws(() => openHere(encryption, key, spoilt(theirs)), OpenError)
      await assert.rejects(made.openEnvelope(spoilt(sealHere(encryption, key)), key))
    })
})
