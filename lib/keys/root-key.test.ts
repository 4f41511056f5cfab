import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { createSecretKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { OperatorError } from '#lib/core/operator-error.ts'
import { OpenError } from '#lib/crypto/open-error.ts'
import { printRootKey } from '#lib/crypto/root-key-text.ts'
import { createRootKeyFile } from './create-root-key-file.ts'
import { openRootKey } from './root-key.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'postern-root-key-'))
after(() => fs.rmSync(root, { recursive: true }))

let count = 0
const newFolder = () => {
  const folder = path.join(root, String(count++))
  fs.mkdirSync(folder)
  return folder
}
const newKeyFile = () => {
  const file = path.join(newFolder(), 'root.key')
  createRootKeyFile(file)
  return file
}
const openFile = (file: string) => openRootKey({ kind: 'file', path: file })
const sentenceOf = (fn: () => unknown): string => {
  try {
    fn()
  } catch (error) {
    assert.ok(error instanceof OperatorError)
    return error.message
  }
  return assert.fail('It was taken.')
}
/** As the user `nobody` where the tests run as root, whom no mode keeps out. */
const unprivileged = (fn: () => void) => {
  if (process.geteuid?.() !== 0) return fn()
  process.seteuid?.(65_534)
  try {
    fn()
  } finally {
    process.seteuid?.(0)
  }
}

describe('createRootKeyFile', () => {
  test('writes one line that only its owner may read, and nothing else, whatever the umask', () => {
    for (const mask of [0o000, 0o022, 0o077, 0o277]) {
      const folder = newFolder()
      const file = path.join(folder, 'root.key')
      const before = process.umask(mask)
      createRootKeyFile(file)
      process.umask(before)
      assert.equal(fs.statSync(file).mode & 0o777, 0o600)
      assert.match(fs.readFileSync(file, 'utf8'), /^postern-root-key-1:[\w-]{43}:[0-9a-f]{8}\n$/)
      assert.deepEqual(fs.readdirSync(folder), ['root.key'])
    }
  })

  test('makes its folder, which another user may pass through to the database beside it', () => {
    const file = path.join(newFolder(), 'a', 'b', 'root.key')
    createRootKeyFile(file)
    assert.ok(openFile(file))
    unprivileged(() => fs.accessSync(path.dirname(file), fs.constants.X_OK))
  })

  test('never overwrites: a key, an empty file, a link', () => {
    const file = newKeyFile()
    const before = fs.readFileSync(file, 'utf8')
    createRootKeyFile(file)
    assert.equal(fs.readFileSync(file, 'utf8'), before)

    const empty = path.join(newFolder(), 'root.key')
    fs.writeFileSync(empty, '', { mode: 0o600 })
    createRootKeyFile(empty)
    assert.equal(fs.readFileSync(empty, 'utf8'), '')

    const link = path.join(newFolder(), 'root.key')
    fs.symlinkSync('nowhere', link)
    createRootKeyFile(link)
    assert.deepEqual(fs.readdirSync(path.dirname(link)), ['root.key'])
    assert.ok(fs.lstatSync(link).isSymbolicLink())
  })

  test('makes another key each time', () => {
    const fingerprints = Array.from({ length: 20 }, () => openFile(newKeyFile())?.fingerprint)
    assert.equal(new Set(fingerprints).size, 20)
  })

  test('says where it could not write, and leaves nothing', () => {
    const folder = newFolder()
    fs.chmodSync(folder, 0o555)
    unprivileged(() => {
      const sentence = sentenceOf(() => createRootKeyFile(path.join(folder, 'root.key')))
      assert.match(sentence, /^The root key file \S+root\.key could not be written \(EACCES\): /)
    })
    assert.deepEqual(fs.readdirSync(folder), [])
    fs.writeFileSync(path.join(root, 'plain'), '')
    assert.match(
      sentenceOf(() => createRootKeyFile(path.join(root, 'plain', 'root.key'))),
      /could not be written \(E/,
    )
  })

  test('killed at any moment, it leaves a whole key or none', async () => {
    const file = path.join(newFolder(), 'root.key')
    const module = new URL('./create-root-key-file.ts', import.meta.url).href
    const program = `
      const { createRootKeyFile } = await import('${module}')
      const { rmSync } = await import('node:fs')
      for (;;) { createRootKeyFile('${file}'); process.stdout.write('.'); rmSync('${file}') }`
    for (let round = 0; round < 5; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
      if (fs.existsSync(file)) assert.ok(openFile(file))
    }
  })
})

describe('openRootKey', () => {
  test('wraps and unwraps, the same key in a file and in a variable', () => {
    const file = newKeyFile()
    const fromFile = openFile(file)
    process.env.TEST_ROOT_KEY = fs.readFileSync(file, 'utf8').trim()
    const fromVariable = openRootKey({ kind: 'env', name: 'TEST_ROOT_KEY' })
    assert.ok(fromFile && fromVariable)
    assert.equal(fromFile.fingerprint, fromVariable.fingerprint)
    const inner = createSecretKey(randomBytes(32))
    const wrapped = fromFile.wrap(inner, 'a/1')
    assert.ok(fromVariable.unwrap(wrapped, 'a/1').equals(inner))
    assert.throws(() => fromVariable.unwrap(wrapped, 'a/2'), OpenError)
  })

  test('is null where no key stands: no file, no folder, no variable, an empty one', () => {
    assert.equal(openFile(path.join(root, 'absent')), null)
    assert.equal(openFile(path.join(root, 'absent', 'root.key')), null)
    delete process.env.TEST_ROOT_KEY
    assert.equal(openRootKey({ kind: 'env', name: 'TEST_ROOT_KEY' }), null)
    process.env.TEST_ROOT_KEY = ''
    assert.equal(openRootKey({ kind: 'env', name: 'TEST_ROOT_KEY' }), null)
  })

  test('refuses a file that others could read or change, with the command that mends it', () => {
    for (const mode of [0o604, 0o640, 0o644, 0o602, 0o610, 0o666, 0o777]) {
      const file = newKeyFile()
      fs.chmodSync(file, mode)
      assert.equal(
        sentenceOf(() => openFile(file)),
        `The root key file ${file} is open to other users of this machine (mode 0${mode.toString(8)}): run chmod 600 ${file} and start again.`,
      )
    }
  })

  test('the command it gives works, also where the path has spaces and quotes', () => {
    const file = path.join(newFolder(), "it's a home", 'root.key')
    createRootKeyFile(file)
    fs.chmodSync(file, 0o644)
    const [, command] = /: run (chmod .*) and start again\.$/.exec(sentenceOf(() => openFile(file))) ?? []
    execFileSync('sh', ['-c', command ?? assert.fail('It gives none.')])
    assert.ok(openFile(file))
  })

  test('takes a file that only its owner may read, and one behind a link', () => {
    const file = newKeyFile()
    fs.chmodSync(file, 0o400)
    const link = path.join(newFolder(), 'root.key')
    fs.symlinkSync(file, link)
    assert.equal(openFile(link)?.fingerprint, openFile(file)?.fingerprint)
  })

  test('says who may not read a file, and what to do', () => {
    const file = newKeyFile()
    if (process.geteuid?.() !== 0) fs.chmodSync(file, 0o000)
    unprivileged(() => {
      assert.match(
        sentenceOf(() => openFile(file)),
        /^The root key file \S+ cannot be read by the user who runs Postern \(uid \d+\): run Postern as /,
      )
    })
  })

  test('refuses what is no file, without waiting for it', () => {
    assert.match(
      sentenceOf(() => openFile(newFolder())),
      / is not a file: POSTERN_ROOT_KEY must name the file /,
    )
    const pipe = path.join(newFolder(), 'root.key')
    execFileSync('mkfifo', ['-m', '600', pipe])
    assert.match(
      sentenceOf(() => openFile(pipe)),
      / is not a file: /,
    )
    assert.match(
      sentenceOf(() => openFile('/dev/zero')),
      / is not a file: /,
    )
  })

  test('refuses a damaged key by its cause, and quotes nothing of it', () => {
    const text = printRootKey(createSecretKey(randomBytes(32)))
    const cases: [string, RegExp][] = [
      ['', /it is empty/],
      ['\n', /it is empty/],
      [text.slice(0, -1), /it is cut short/],
      [text.slice(0, 40), /it is cut short/],
      [`${text}\n${text}\n`, /something was added/],
      [text.replace(/.:(?=.{8}$)/, (end) => (end === 'A:' ? 'E:' : 'A:')), /checksum/],
      [randomBytes(32).toString('latin1'), /does not begin with/],
      [text.repeat(1000), /something was added/],
      ['\0'.repeat(71), /does not begin with/],
    ]
    for (const [content, problem] of cases) {
      const file = path.join(newFolder(), 'root.key')
      fs.writeFileSync(file, content, { mode: 0o600, encoding: 'latin1' })
      const sentence = sentenceOf(() => openFile(file))
      assert.match(sentence, problem)
      assert.match(sentence, /^The root key in \S+ is damaged: .* Put the key back from your backup\.$/)
      assert.ok(!sentence.includes(text.slice(19, 30)))
    }
    process.env.TEST_ROOT_KEY = text.slice(0, -3)
    assert.match(
      sentenceOf(() => openRootKey({ kind: 'env', name: 'TEST_ROOT_KEY' })),
      /^The root key in the variable TEST_ROOT_KEY is damaged: it is cut short/,
    )
  })
})
