import type { Destination } from './address-guard.ts'
import type { Connection } from './connection.ts'
import { maxIdleConnections, maxIdleConnectionsPerKey } from './limits.ts'

/**
 * Connections that wait for the next request of the same owner to the same origin. Threat: a connection that tenants
 * shared could carry one's sign-in to another, and one that outlives a name's address would evade its judgement.
 */
export class ConnectionPool {
  /** By key, the one used last at the end; keys in the order in which they were used. */
  readonly #idle = new Map<string, Connection[]>()
  #count = 0

  /** The connection used last whose address is among those judged for this request, or null. It is no longer idle. */
  take(key: string, { addresses }: Destination): Connection | null {
    const found = this.#idle
      .get(key)
      ?.findLast((each) => each.isOpen && addresses.some(({ address }) => address === each.address))
    if (!found) return null
    this.#remove(key, found)
    return found
  }

  /** Takes a connection whose answer was read to its end. Closes the oldest where there are too many. */
  give(key: string, connection: Connection): void {
    if (!connection.isOpen) return
    const same = this.#idle.get(key) ?? []
    this.#idle.delete(key)
    this.#idle.set(key, [...same, connection])
    this.#count += 1
    connection.onClose = () => this.#remove(key, connection)
    if (same.length >= maxIdleConnectionsPerKey) this.#closeOldest(key)
    else if (this.#count > maxIdleConnections) this.#closeOldest(this.#idle.keys().next().value ?? key)
  }

  /** How many are idle: for tests. */
  get size(): number {
    return this.#count
  }

  #closeOldest(key: string): void {
    const [oldest] = this.#idle.get(key) ?? []
    if (!oldest) return
    this.#remove(key, oldest)
    void oldest.close()
  }

  #remove(key: string, connection: Connection): void {
    const same = this.#idle.get(key) ?? []
    const others = same.filter((each) => each !== connection)
    this.#count -= same.length - others.length
    if (others.length > 0) this.#idle.set(key, others)
    else this.#idle.delete(key)
  }
}
