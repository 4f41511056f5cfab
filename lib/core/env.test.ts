import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { parseEnv } from './env.ts'
import { OperatorError } from './operator-error.ts'

const DATABASE_URL = 'postgresql://app:pw@localhost:5432/postern?host=/run/pg'
const parse = (source: Record<string, string> = {}) => parseEnv({ DATABASE_URL, ...source })

describe('parseEnv', () => {
  test('has defaults for everything but the database', () => {
    const home = path.resolve('.postern')
    assert.deepEqual(parse(), {
      port: 3000,
      host: '127.0.0.1',
      url: new URL('http://localhost:3000'),
      trustedProxies: [],
      home,
      databaseUrl: DATABASE_URL,
      rootKey: { kind: 'file', path: path.join(home, 'root.key') },
      allowPrivate: [],
      demoHosts: [],
      proxy: null,
      mail: null,
      sso: null,
      isProduction: false,
    })
  })

  test('takes an empty variable for an absent one', () => {
    assert.equal(parse({ PORT: '', POSTERN_URL: '' }).port, 3000)
  })

  test('derives the public origin from the port, and the root key from the home', () => {
    assert.equal(parse({ PORT: '8080' }).url.href, 'http://localhost:8080/')
    assert.deepEqual(parse({ POSTERN_HOME: '/srv/p' }).rootKey, { kind: 'file', path: '/srv/p/root.key' })
  })

  test('reads lists', () => {
    assert.deepEqual(parse({ POSTERN_TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7 ,fd00::/8' }).trustedProxies, [
      '10.0.0.0/8',
      '192.0.2.7/32',
      'fd00::/8',
    ])
    assert.deepEqual(parse({ POSTERN_ALLOW_PRIVATE: 'CRM.internal.:8443,10.0.0.7:443,[FD00::0:1]:443' }).allowPrivate, [
      'crm.internal:8443',
      '10.0.0.7:443',
      '[fd00::1]:443',
    ])
    assert.deepEqual(
      parse({ POSTERN_DEMO_HOSTS: 'api.crm.example.com:443=127.0.0.1:9443,b.example:1=[::1]:2' }).demoHosts,
      [
        { host: 'api.crm.example.com', port: 443, address: '127.0.0.1', addressPort: 9443 },
        { host: 'b.example', port: 1, address: '::1', addressPort: 2 },
      ],
    )
  })

  test('reads where the root key is', () => {
    assert.deepEqual(parse({ POSTERN_ROOT_KEY: 'env:MY_KEY' }).rootKey, { kind: 'env', name: 'MY_KEY' })
    assert.deepEqual(parse({ POSTERN_ROOT_KEY: 'file:/a b' }).rootKey, { kind: 'file', path: '/a b' })
  })

  test('reads the proxy of the operator, whose password no printing shows', () => {
    const { proxy } = parse({ HTTPS_PROXY: 'https://po%40st:canary%3a%C3%A9@Proxy.example:8443/' })
    assert.deepEqual([proxy?.isTls, proxy?.host, proxy?.port], [true, 'proxy.example', 8443])
    assert.equal(proxy?.authorization(), `Basic ${Buffer.from('po@st:canary:é').toString('base64')}`)
    assert.doesNotMatch(`${JSON.stringify(proxy)} ${inspect(proxy, { depth: 9, showHidden: true })}`, /canary|Basic/)
    const plain = parse({ HTTPS_PROXY: '', https_proxy: 'http://[fd00::1]' }).proxy
    assert.deepEqual([plain?.isTls, plain?.host, plain?.port, plain?.authorization()], [false, 'fd00::1', 80, null])
    assert.equal(parse({ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' }).proxy?.host, 'a')
  })

  for (const url of [
    'https://postern.example.com',
    'https://p.example:8443/',
    'http://localhost:3000',
    'http://127.9.0.1',
    'http://[::1]:3000',
    'http://a.localhost',
  ]) {
    test(`accepts POSTERN_URL ${url}`, () => assert.equal(parse({ POSTERN_URL: url }).url.href, new URL(url).href))
  }

  const refused: Record<string, string[]> = {
    PORT: ['0', '65536', '-1', '3000.0', '0x10', 'abc', ' 3000', '1e3'],
    HOST: ['a b', '[::1]', 'http://x', '127.0.0.1:3000', '-a', 'a..b', '*'],
    POSTERN_URL: [
      'http://postern.example.com',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'https://a/b',
      'https://a/?q',
      'https://a#f',
      'https://u:p@a',
      'ftp://a',
      'postern.example.com',
      'https://a\\b',
      ' https://a',
    ],
    POSTERN_TRUSTED_PROXIES: ['10.0.0.0/33', 'proxy.example', '10.0.0/8', '10.0.0.0/', '10.0.0.1-5'],
    POSTERN_ROOT_KEY: ['file:', 'env:', 'env:A-B', 'vault:x', 'deadbeef', '/path', 'ENV:A'],
    POSTERN_ALLOW_PRIVATE: ['host', 'host:', 'host:0', 'host:70000', 'https://host:1', 'u@host:1', 'a b:1', '::1:443'],
    POSTERN_DEMO_HOSTS: ['a:1', 'a:1=b:2', 'a:1=10.0.0.1:2', 'a:1=127.0.0.1', 'a=127.0.0.1:1', 'a:1=127.0.0.1:2=c:3'],
    HTTPS_PROXY: [
      'proxy.example:3128',
      'socks5://proxy.example:1080',
      'http://proxy.example/path',
      'http://proxy.example:0',
      'http://proxy.example:70000',
      'http://proxy.example?x',
      'http://proxy.example#x',
      'http://a%zz:b@proxy.example',
      'http://a%0d%0ab:c@proxy.example',
      'http://a%3Ab:c@proxy.example',
      'http:proxy.example',
      'http://pro\\xy',
      ' http://proxy.example',
    ],
    DATABASE_URL: ['mysql://a/b', 'localhost', 'postgresql://'],
  }
  test('quotes no value, since it may be a secret that was put into the wrong variable', () => {
    for (const name of Object.keys(refused)) {
      assert.throws(
        () => parse({ [name]: 'hunter2 canary' }),
        (error: unknown) => error instanceof OperatorError && !error.message.includes('canary'),
        name,
      )
    }
  })

  test('says what to do without a database', () => {
    assert.throws(() => parse({ DATABASE_URL: '' }), /DATABASE_URL is not set: `npm run up`/)
  })

  for (const [name, values] of Object.entries(refused)) {
    test(`refuses a malformed ${name} with one sentence that names it`, () => {
      for (const value of values) {
        assert.throws(
          () => parse({ [name]: value }),
          (error: unknown) => {
            assert.ok(error instanceof OperatorError, value)
            assert.match(error.message, new RegExp(`^(The port in )?${name} [^\\n]+\\.$`), value)
            return true
          },
          value,
        )
      }
    })
  }
})
