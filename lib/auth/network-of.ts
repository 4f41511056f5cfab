import ipaddr from 'ipaddr.js'

/** The network by which an address counts: who has one IPv6 address has the 2^64 of its network. RFC 6177. */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`
}
