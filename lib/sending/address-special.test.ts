import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import ipaddr from 'ipaddr.js'
import { baseUrlProblem } from '#lib/references/base-url.ts'
import { guardAddress } from './address-guard.ts'
import { kindOfAddress } from './address-ranges.ts'
import { Refusal } from './refusal.ts'

/** IANA IPv4 Special-Purpose Address Registry, and multicast (RFC 5771). */
const ipv4Blocks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

/** IANA IPv6 Special-Purpose Address Registry, and what is no global unicast at all (RFC 4291). */
const ipv6Blocks = [
  '::/96',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b:1::/48',
  '100::/64',
  '100:0:0:1::/64',
  '2001::/23',
  '2001::/32',
  '2001:2::/48',
  '2001:3::/32',
  '2001:4:112::/48',
  '2001:10::/28',
  '2001:20::/28',
  '2001:30::/28',
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
  '5f00::/16',
  '4000::/3',
  'a000::/3',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

function edges(block: string): string[] {
  const [address, length] = ipaddr.parseCIDR(block)
  const bytes = address.toByteArray()
  const last = bytes.map((byte, index) => byte | (0xff >> Math.min(8, Math.max(0, length - index * 8))))
  return [address.toString(), ipaddr.fromByteArray(last).toString()]
}

describe('no address of a special block is public, from its first to its last', () => {
  for (const block of [...ipv4Blocks, ...ipv6Blocks])
    test(block, () => {
      for (const address of edges(block)) assert.notEqual(kindOfAddress(address), 'public', address)
    })
})

const refused = async (url: string, resolved: string[] = []) => {
  const resolve = async () => resolved.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const error = await guardAddress(new URL(url), { allowPrivate: [], demoHosts: [] }, resolve).then(
    () => null,
    (error: unknown) => error,
  )
  return error instanceof Refusal && error.code === 'address_refused'
}

/** Every way to write an IPv4 address that a URL parser or a network takes for it. */
function disguises(address: string): Record<string, string> {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const parts = [a, b, c, d]
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  const groups = (value: number) => `${hex(value >>> 16, 4)}:${hex(value & 0xffff, 4)}`
  return {
    'as it is': address,
    'with a trailing dot': `${address}.`,
    'one number': String(number),
    'one hexadecimal number': `0x${number.toString(16)}`,
    'one octal number': `0${number.toString(8)}`,
    'hexadecimal parts': parts.map((part) => `0x${part.toString(16)}`).join('.'),
    'octal parts': parts.map((part) => `0${part.toString(8)}`).join('.'),
    'padded octal parts': parts.map((part) => `0${part.toString(8).padStart(6, '0')}`).join('.'),
    'mixed parts': `${a}.0x${b.toString(16)}.0${c.toString(8)}.${d}`,
    'two parts': `${a}.${((b << 16) | (c << 8) | d) >>> 0}`,
    'three parts': `${a}.${b}.${(c << 8) | d}`,
    'full-width digits': address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    'ideographic dots': address.replaceAll('.', '。'),
    'percent-encoded': [...address].map((mark) => `%${hex(mark.charCodeAt(0), 2)}`).join(''),
    'IPv4-mapped': `[::ffff:${address}]`,
    'IPv4-mapped in hexadecimal': `[::ffff:${groups(number)}]`,
    'IPv4-mapped in full': `[0:0:0:0:0:ffff:${groups(number)}]`,
    'IPv4-compatible': `[::${address}]`,
    'IPv4-translated': `[::ffff:0:${address}]`,
    NAT64: `[64:ff9b::${address}]`,
    'NAT64 of local use': `[64:ff9b:1::${address}]`,
    '6to4': `[2002:${groups(number)}::1]`,
    Teredo: `[2001:0:4136:e378:8000:63bf:${groups(~number >>> 0)}]`,
  }
}

describe('no disguise makes an address public', () => {
  const inside = [
    '127.0.0.1',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '168.63.129.16',
  ]
  for (const address of inside)
    for (const [how, host] of Object.entries(disguises(address)))
      test(`${address} ${how}: ${host}`, async () => {
        assert.ok(await refused(`https://${host}/`))
        const name = host.replace(/^\[|\]$/g, '')
        // The same, where a name service answers with it.
        if (host.startsWith('[')) assert.ok(await refused('https://named.example/', ['1.1.1.1', name]))
      })

  for (const host of [
    '[fe80::1%25eth0]',
    '[fe80::1%eth0]',
    '127.0.0.1%00.example',
    '[::1',
    '127.0.0.1.1',
    '0x7f.1.1.1.1',
    '1.2.3.09',
  ])
    test(`${host} is no host`, () => assert.notEqual(baseUrlProblem(`https://${host}/`), null))

  for (const address of ['fe80::1%eth0', 'fe80::1%1', '::1%lo'])
    test(`${address} is not public where a name has it`, async () =>
      assert.ok(await refused('https://named.example/', [address])))
})

test('one bad address among good ones refuses all, wherever it stands', async () => {
  const good = ['1.1.1.1', '8.8.8.8', '2606:4700::1111']
  for (const bad of ['10.0.0.1', '::1', 'fe80::1%eth0', '::ffff:127.0.0.1', '169.254.169.254', '64:ff9b::a00:1'])
    for (let at = 0; at <= good.length; at++)
      assert.ok(await refused('https://x.example', good.toSpliced(at, 0, bad)), `${bad} at ${at}`)
})

test('the port is what is written, and 443 or 80 without one', async () => {
  const port = async (url: string) =>
    (
      await guardAddress(new URL(url), { allowPrivate: [], demoHosts: [] }, async () => [
        { address: '1.1.1.1', family: 4 },
      ])
    ).port
  assert.equal(await port('https://x.example'), 443)
  assert.equal(await port('https://x.example:443'), 443)
  assert.equal(await port('https://x.example:00443'), 443)
  assert.equal(await port('https://x.example:80'), 80)
  assert.equal(await port('http://x.example'), 80)
  assert.equal(await port('https://x.example:65535'), 65535)
  for (const bad of ['0', '65536', '-1', '+443', '0x1bb', '4 43'])
    assert.notEqual(baseUrlProblem(`https://x.example:${bad}/`), null, bad)
})
