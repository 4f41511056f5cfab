import { lookup } from 'node:dns/promises'
import type { Address } from './address-guard.ts'
import { connectTimeoutMs, maxLookups } from './limits.ts'
import { Refusal } from './refusal.ts'

type Lookup = (host: string) => Promise<Address[]>

const systemLookup: Lookup = (host) => lookup(host, { all: true, order: 'verbatim' })

/**
 * Resolves names for owners who must not hold each other up. Threat: the system resolves names on a few threads, and a
 * name server that never answers keeps one for as long as the system waits, whoever has given up by then. So each owner
 * has only so many lookups under way, one that was given up among them, and equal names share one.
 */
export class NameResolver {
  readonly #underWay = new Map<string, Map<string, Promise<Address[]>>>()
  readonly #lookup: Lookup
  readonly #withinMs: number

  constructor(lookup: Lookup = systemLookup, withinMs = connectTimeoutMs) {
    this.#lookup = lookup
    this.#withinMs = withinMs
  }

  /** Every address of a host; none if there is no such name. Throws the refusal `upstream_timeout`. */
  async resolve(owner: string, host: string): Promise<Address[]> {
    const gaveUp = Promise.withResolvers<never>()
    const wait = { isOver: false }
    const timer = setTimeout(() => {
      wait.isOver = true
      gaveUp.reject(tooLate(host, this.#withinMs))
    }, this.#withinMs)
    try {
      return await Promise.race([this.#resolved(owner, host, wait), gaveUp.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  async #resolved(owner: string, host: string, wait: { isOver: boolean }): Promise<Address[]> {
    while (!wait.isOver) {
      const own = this.#underWay.get(owner) ?? new Map<string, Promise<Address[]>>()
      const same = own.get(host)
      if (same) return same
      if (own.size < maxLookups) return this.#begin(owner, host, own)
      await Promise.race(own.values())
    }
    return []
  }

  #begin(owner: string, host: string, own: Map<string, Promise<Address[]>>): Promise<Address[]> {
    const begun = this.#lookup(host)
      .catch(() => [])
      .finally(() => {
        own.delete(host)
        if (own.size === 0) this.#underWay.delete(owner)
      })
    own.set(host, begun)
    this.#underWay.set(owner, own)
    return begun
  }
}

const names = new NameResolver()

/** How a domain's sends resolve names. */
export const resolverOf =
  (owner: string): Lookup =>
  (host) =>
    names.resolve(owner, host)

function tooLate(host: string, withinMs: number): Refusal {
  const message = `The name ${host} could not be resolved within ${withinMs / 1000} seconds. Nothing was sent. Try again.`
  return new Refusal('upstream_timeout', message, { note: 'No answer from the name service', field: 'baseUrl' })
}
