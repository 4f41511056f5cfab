import type { Needle } from './needles.ts'

/**
 * How far a search has come: `node` is the longest end of what was read that begins a needle. `steps` counts the work.
 */
export type Search = { node: number; steps: number }

export type NeedleFinder = {
  /**
   * Goes on with a search over the next bytes. Calls `found` for the longest needle that ends at each place, and for the
   * longest in Base64 if that is another; it may have begun in bytes before these.
   */
  find(search: Search, bytes: Uint8Array, found: (end: number, length: number, isBase64: boolean) => void): void
  /** How many of the last bytes read may still become a needle. */
  depthOf(search: Search): number
}

/**
 * Makes what finds all needles in one pass, whatever they are and however often they overlap, in a text that comes in
 * pieces: time and memory grow with the text, not with text times needles. What a shorter needle would cover, a longer
 * one that ends at the same place covers too. Threat: one by one, the values of one secret against a hostile answer of
 * 1 MiB take minutes, and every match of every needle gigabytes. Aho and Corasick, 1975.
 */
export function makeNeedleFinder(needles: readonly Needle[]): NeedleFinder {
  const size = needles.reduce((sum, { bytes }) => sum + bytes.byteLength, 1)
  const longest = new Uint32Array(size)
  const longestBase64 = new Uint32Array(size)
  const fallback = new Uint32Array(size)
  const depths = new Uint32Array(size)
  const children = makeChildren(size)

  for (const { bytes, isBase64 } of needles) {
    let node = 0
    for (const byte of bytes) node = children.add(node, byte)
    longest[node] = bytes.byteLength
    if (isBase64) longestBase64[node] = bytes.byteLength
  }

  const follow = (from: number, byte: number): number => {
    for (let node = from; ; node = fallback[node] ?? 0) {
      const child = children.get(node, byte)
      if (child !== 0 || node === 0) return child
    }
  }
  children.eachByDepth((node, parent, byte) => {
    const next = parent === 0 ? 0 : follow(fallback[parent] ?? 0, byte)
    fallback[node] = next
    depths[node] = (depths[parent] ?? 0) + 1
    longest[node] = Math.max(longest[node] ?? 0, longest[next] ?? 0)
    longestBase64[node] = Math.max(longestBase64[node] ?? 0, longestBase64[next] ?? 0)
  })

  const find: NeedleFinder['find'] = (search, bytes, found) => {
    let { node } = search
    let steps = bytes.byteLength
    for (let at = 0; at < bytes.byteLength; at += 1) {
      const byte = bytes[at] ?? 0
      if (node === 0) {
        node = children.ofRoot[byte] ?? 0
        // Most of a text begins no needle, and is passed over here.
        if (node === 0) continue
      } else {
        let child = children.get(node, byte)
        for (; child === 0 && node !== 0; steps += 1) {
          node = fallback[node] ?? 0
          child = children.get(node, byte)
        }
        node = child
      }
      const length = longest[node] ?? 0
      if (length === 0) continue
      const base64 = longestBase64[node] ?? 0
      found(at + 1, length, length === base64)
      if (base64 !== 0 && base64 !== length) found(at + 1, base64, true)
    }
    search.node = node
    search.steps += steps
  }
  return { find, depthOf: ({ node }) => depths[node] ?? 0 }
}

/**
 * The tree of the needles: a child for each byte, 0 for none. The root's stand in a table, for most bytes lead nowhere;
 * of any other the first child is looked at first, for most have one, and it lies beside its parent in memory.
 */
function makeChildren(size: number) {
  const ofRoot = new Uint32Array(256)
  const firstChild = new Uint32Array(size)
  const bytes = new Uint8Array(size)
  const parents = new Uint32Array(size)
  const sibling = new Uint32Array(size)
  const others = new Map<number, number>()
  let count = 1

  const get = (parent: number, byte: number): number => {
    if (parent === 0) return ofRoot[byte] ?? 0
    const first = firstChild[parent] ?? 0
    if (first === 0 || bytes[first] === byte) return first
    return sibling[first] === 0 ? 0 : (others.get(parent * 256 + byte) ?? 0)
  }
  const add = (parent: number, byte: number): number => {
    const known = get(parent, byte)
    if (known !== 0) return known
    const node = count
    count += 1
    bytes[node] = byte
    parents[node] = parent
    const first = firstChild[parent] ?? 0
    if (parent === 0) ofRoot[byte] = node
    else if (first !== 0) others.set(parent * 256 + byte, node)
    // Behind the first, which stays the first.
    if (first === 0) firstChild[parent] = node
    else {
      sibling[node] = sibling[first] ?? 0
      sibling[first] = node
    }
    return node
  }
  const eachByDepth = (visit: (node: number, parent: number, byte: number) => void) => {
    const queue = new Uint32Array(count)
    let end = 1
    for (let at = 0; at < end; at += 1) {
      for (let node = firstChild[queue[at] ?? 0] ?? 0; node !== 0; node = sibling[node] ?? 0) {
        visit(node, parents[node] ?? 0, bytes[node] ?? 0)
        queue[end] = node
        end += 1
      }
    }
  }
  return { ofRoot, get, add, eachByDepth }
}
