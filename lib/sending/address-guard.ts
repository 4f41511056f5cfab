import { isIP } from 'node:net'
import type { Env } from '#lib/core/env.ts'
import { kindOfAddress } from './address-ranges.ts'
import { Refusal } from './refusal.ts'

export type Address = { address: string; family: number }

/** Where a connection may go, and nowhere else: every address was judged. */
export type Destination = { addresses: Address[]; port: number; note: string }

export type AddressRules = Pick<Env, 'allowPrivate' | 'demoHosts'>

type Resolve = (hostname: string) => Promise<Address[]>

/**
 * Resolves the host once and judges every address it has: public, or listed by the operator. The connection is then
 * made to these addresses, so that a name cannot be judged with one address and dialled with another. Throws the
 * refusals `address_refused`, `upstream_unreachable` and `upstream_timeout`. OWASP, server-side request forgery.
 */
export async function guardAddress(url: URL, rules: AddressRules, resolve: Resolve): Promise<Destination> {
  const host = url.hostname.replace(/\.$/, '')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const demo = rules.demoHosts.find((each) => each.host === host && each.port === port)
  if (demo) {
    const address = { address: demo.address, family: isIP(demo.address) }
    return { addresses: [address], port: demo.addressPort, note: 'A service of the demo on this machine' }
  }

  const literal = host.replace(/^\[|\]$/g, '')
  const addresses = isIP(literal) ? [{ address: literal, family: isIP(literal) }] : await resolveName(host, resolve)
  if (addresses.length === 0) throw noSuchHost(host)

  const isListed = (name: string) => rules.allowPrivate.includes(`${name}:${port}`)
  const kinds = addresses.map(({ address, family }) => {
    const kind = kindOfAddress(address)
    if (kind !== 'private') return kind
    return isListed(host) || isListed(family === 6 ? `[${address}]` : address) ? 'listed' : kind
  })
  // One bad address is enough: which of them a connection would take is not ours to choose.
  if (kinds.includes('never') || kinds.includes('private')) throw refusedAddress(host, port, kinds.includes('never'))
  return { addresses, port, note: kinds.includes('listed') ? 'Private, listed by the operator' : 'Public' }
}

function refusedAddress(host: string, port: number, isNever: boolean): Refusal {
  const remedy = isNever
    ? 'Nobody can allow it: credentials of this machine are handed out there.'
    : `If it is meant, the operator can list ${host}:${port} in POSTERN_ALLOW_PRIVATE.`
  return new Refusal(
    'address_refused',
    `${host} has an address inside a network or on this machine, where requests may not go. ${remedy}`,
    {
      note: 'Not a public address',
      field: 'baseUrl',
    },
  )
}

function noSuchHost(host: string): Refusal {
  return new Refusal(
    'upstream_unreachable',
    `There is no host named ${host}, or its name cannot be resolved now. Check the base URL.`,
    {
      note: 'The name has no address',
      field: 'baseUrl',
    },
  )
}

/** RFC 1035 section 2.3.4: what is longer is no name, and nobody is asked for it, nor for the root. */
const resolveName = async (host: string, resolve: Resolve): Promise<Address[]> =>
  host === '' || host.length > 253 ? [] : resolve(host)
