import ipaddr from 'ipaddr.js'

export type AddressKind = 'public' | 'private' | 'never'

/** Metadata services of cloud providers and what hands out credentials beside them: no operator may list these. */
const metadata = new Set([
  '169.254.169.254', // AWS, Google Cloud, Azure, Oracle, DigitalOcean
  '169.254.170.2', // AWS ECS
  '169.254.170.23', // AWS EKS
  'fd00:ec2::254', // AWS over IPv6
  'fd00:ec2::23', // AWS EKS over IPv6
  'fd20:ce::254', // Google Cloud over IPv6
  '168.63.129.16', // Azure's host
  '100.100.100.200', // Alibaba Cloud
  '192.0.0.192', // Oracle Cloud, classic
])

const alwaysRefused = new Set(['linkLocal', 'multicast', 'broadcast', 'unspecified'])

/** All that IANA has ever given out as global unicast; ipaddr.js counts what nobody has as unicast too. RFC 4291. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * Whether requests may go to an address: anywhere, only where the operator lists it, or never. Anything that is not
 * global unicast is not public; an IPv4 address in IPv6 clothes is judged as what it is, and is at most 'private' in
 * all but the NAT64 form, which is how an IPv6-only network reaches IPv4. Throws if it is no IP address. IANA
 * special-purpose registries; RFC 4291, 6052, 3056, 4380.
 */
export function kindOfAddress(text: string): AddressKind {
  const address = ipaddr.parse(text.replace(/%.*$/, ''))
  if (metadata.has(address.toString())) return 'never'
  const range = address.range()
  if (alwaysRefused.has(range)) return 'never'
  if (address instanceof ipaddr.IPv4) return range === 'unicast' ? 'public' : 'private'

  // Before the hidden forms: ::1 is also an IPv4-compatible 0.0.0.1.
  if (range === 'loopback') return 'private'
  const hidden = hiddenIPv4(address)
  if (hidden) {
    const kind = kindOfAddress(hidden.toString())
    return kind === 'public' && !isNat64(address) ? 'private' : kind
  }
  return range === 'unicast' && address.match(globalUnicast) ? 'public' : 'private'
}

const isNat64 = (address: ipaddr.IPv6) => address.match([ipaddr.IPv6.parse('64:ff9b::'), 96])

/** The IPv4 address that a packet to this address ends at, if it is one of the forms that carry one. */
function hiddenIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray()
  const at = (start: number) => new ipaddr.IPv4(bytes.slice(start, start + 4))
  const under = (prefix: string, length: number) => address.match([ipaddr.IPv6.parse(prefix), length])
  // Mapped, translated (RFC 2765), compatible (deprecated), NAT64 and its local-use prefix (RFC 8215).
  if (under('::ffff:0:0', 96) || under('::ffff:0:0:0', 96) || under('::', 96)) return at(12)
  if (isNat64(address) || under('64:ff9b:1::', 48)) return at(12)
  if (under('2002::', 16)) return at(2)
  // Teredo hides the client's address inverted.
  if (under('2001::', 32)) return new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff))
  return null
}
