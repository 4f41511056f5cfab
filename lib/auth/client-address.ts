import ipaddr from 'ipaddr.js'

/**
 * The client's address, behind the proxies that the operator trusts: X-Forwarded-For is read from its end, as far as
 * each hop was written by a trusted one. An untrusted peer's header counts for nothing. Answers 'unknown' without a peer.
 */
export function clientAddress(peer: string | null, forwardedFor: string | null, trustedProxies: string[]): string {
  const address = parsed(peer)
  if (!address) return 'unknown'
  const networks = trustedProxies.map((network) => ipaddr.parseCIDR(network))
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  let current = address
  while (isIn(networks, current)) {
    const before = parsed(hops.pop() ?? null)
    if (!before) break
    current = before
  }
  return current.toString()
}

/** Whether the peer itself is one of the operator's proxies, so that what it forwards may be believed. */
export function isTrustedProxy(peer: string | null, trustedProxies: string[]): boolean {
  const address = parsed(peer)
  return (
    address !== null &&
    isIn(
      trustedProxies.map((network) => ipaddr.parseCIDR(network)),
      address,
    )
  )
}

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = [Address, number]

/** IPv4 in IPv6's clothes (`::ffff:10.0.0.1`, what a dual-stack socket says) becomes IPv4 again. */
function parsed(text: string | null): Address | null {
  const bare = text?.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  if (!bare || !(ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare))) return null
  return ipaddr.process(bare)
}

function isIn(networks: Network[], address: Address): boolean {
  return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}
