import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** A minute, to one webhook from one network, and to all of them from one network. */
const toOneHook = 120
const toAllHooks = 600

// In memory, because it comes before anything that costs. Next bundles this module more than once.
const held = globalThis as { posternDeliveries?: { one: RateLimiterMemory; all: RateLimiterMemory } }
held.posternDeliveries ??= {
  one: new RateLimiterMemory({ points: toOneHook, duration: 60 }),
  all: new RateLimiterMemory({ points: toAllHooks, duration: 60 }),
}
const { one, all } = held.posternDeliveries

/**
 * Counts a delivery before anything about it is looked at: 0, or the seconds until another makes sense. By network, so
 * that who guesses at one webhook's key uses up nobody else's deliveries.
 */
export async function countDelivery(hookId: string, address: string): Promise<number> {
  const network = networkOf(address)
  try {
    await all.consume(network)
    await one.consume(`${hookId.slice(0, 64)} ${network}`)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw refusal
  }
}

/** Who has one IPv6 address has the 2^64 of its network: they count as one. RFC 6177. */
function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`
}
