import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Address, type AddressRules, guardAddress } from './address-guard.ts'
import { Refusal } from './refusal.ts'
import { resolverOf } from './resolve-host.ts'

const rules = (changes: Partial<AddressRules> = {}): AddressRules => ({ allowPrivate: [], demoHosts: [], ...changes })
const resolving =
  (...addresses: string[]) =>
  async (): Promise<Address[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const unasked = async (): Promise<Address[]> => assert.fail('The name service was asked.')

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : null)
const refused = (url: string, resolve: () => Promise<Address[]>, with_ = rules()) =>
  guardAddress(new URL(url), with_, resolve).then(() => null, codeOf)

test('a public name is dialled at all its judged addresses, and resolved once', async () => {
  let asked = 0
  const destination = await guardAddress(new URL('https://api.example.com'), rules(), async (host) => {
    asked += 1
    assert.equal(host, 'api.example.com')
    return resolving('1.1.1.1', '2606:4700::1')()
  })
  assert.deepEqual(
    destination.addresses.map(({ address }) => address),
    ['1.1.1.1', '2606:4700::1'],
  )
  assert.equal(destination.port, 443)
  assert.equal(asked, 1)
})

test('one bad address among good ones is enough to refuse', async () => {
  assert.equal(await refused('https://x.example', resolving('1.1.1.1', '10.0.0.1')), 'address_refused')
  assert.equal(await refused('https://x.example', resolving('fe80::1', '1.1.1.1')), 'address_refused')
})

describe('addresses are judged without asking anybody, in whatever way they are written', () => {
  for (const host of [
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '0177.0.0.1',
    '2130706433',
    '①②⑦.0.0.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '127.0.0.1.',
  ]) {
    test(host, async () => assert.equal(await refused(`https://${host}`, unasked), 'address_refused'))
  }
  test('a public one passes', async () => {
    const { addresses } = await guardAddress(new URL('https://[2606:4700::1]:8443'), rules(), unasked)
    assert.deepEqual(addresses, [{ address: '2606:4700::1', family: 6 }])
  })
})

describe('what the operator lists', () => {
  const listed = rules({ allowPrivate: ['crm.internal:8443', '10.0.0.7:443', '[fd12::7]:443'] })
  test('a name, with its port alone', async () => {
    assert.equal(await refused('https://crm.internal:8443', resolving('10.0.0.9'), listed), null)
    assert.equal(await refused('https://CRM.internal.:8443', resolving('10.0.0.9'), listed), null)
    assert.equal(await refused('https://crm.internal', resolving('10.0.0.9'), listed), 'address_refused')
    assert.equal(await refused('https://x.crm.internal:8443', resolving('10.0.0.9'), listed), 'address_refused')
  })
  test('an address, however it is reached', async () => {
    assert.equal(await refused('https://10.0.0.7', unasked, listed), null)
    assert.equal(await refused('https://[fd12::7]', unasked, listed), null)
    assert.equal(await refused('https://named.example', resolving('10.0.0.7'), listed), null)
    assert.equal(await refused('https://named.example', resolving('10.0.0.7', '10.0.0.8'), listed), 'address_refused')
  })
  test('never a metadata service, whatever is listed', async () => {
    for (const address of [
      '169.254.169.254',
      '168.63.129.16',
      '::ffff:a9fe:a9fe',
      '64:ff9b::a9fe:a9fe',
      'fd00:ec2::254',
    ]) {
      const everything = rules({ allowPrivate: ['meta.example:443', `${address}:443`, `[${address}]:443`] })
      assert.equal(await refused('https://meta.example', resolving(address), everything), 'address_refused', address)
    }
  })
})

test('a name of the demo leads to this machine, under its port alone', async () => {
  const demo = rules({
    demoHosts: [{ host: 'api.crm.example.com', port: 443, address: '127.0.0.1', addressPort: 9443 }],
  })
  const { addresses, port } = await guardAddress(new URL('https://api.crm.example.com/x'), demo, unasked)
  assert.deepEqual([addresses, port], [[{ address: '127.0.0.1', family: 4 }], 9443])
  assert.equal(await refused('https://api.crm.example.com:8443', resolving('127.0.0.1'), demo), 'address_refused')
})

test('a name without an address is told', async () => {
  assert.equal(await refused('https://no-such.example', resolving()), 'upstream_unreachable')
  assert.equal(
    await guardAddress(new URL('https://no-such.invalid'), rules(), resolverOf('owner')).then(() => null, codeOf),
    'upstream_unreachable',
  )
})
