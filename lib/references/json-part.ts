import { type Node, parseTree } from 'jsonc-parser'

/** A part of a JSON value: its source, and its text if it is no object or list. */
export type JsonPart = { type: 'string' | 'number' | 'boolean' | 'object' | 'array'; source: string; text: string }

/** A JSON text, read once for any number of its parts. */
export type JsonTree = { json: string; root: Node | undefined }

export const readJson = (json: string): JsonTree => ({ json, root: parseTree(json) })

/**
 * The part of a JSON text that the keys lead to, numbers as they are written; null if there is none, or it is `null`.
 * Only own keys count, and an array's index has no leading zero. RFC 6901 section 4.
 */
export function jsonPartOf({ json, root }: JsonTree, keys: string[]): JsonPart | null {
  let node = root
  for (const key of keys) node = node && childOf(node, key)
  if (!node || node.type === 'null' || node.type === 'property') return null
  const source = minifyJson(json.slice(node.offset, node.offset + node.length))
  return { type: node.type, source, text: node.type === 'string' ? String(node.value) : source }
}

function childOf(node: Node, key: string): Node | undefined {
  if (node.type === 'array') return /^(0|[1-9]\d*)$/.test(key) ? node.children?.[Number(key)] : undefined
  return node.type === 'object' ? membersOf(node).get(key) : undefined
}

// A body can ask for ten thousand members of an object that has a hundred thousand.
const indexed = new WeakMap<Node, Map<string, Node>>()

/** Of two with the same name, the first. */
function membersOf(object: Node): Map<string, Node> {
  const known = indexed.get(object)
  if (known) return known
  const members = new Map<string, Node>()
  for (const { children: [name, value] = [] } of object.children ?? []) {
    const key = String(name?.value)
    if (value && !members.has(key)) members.set(key, value)
  }
  indexed.set(object, members)
  return members
}

/** Every string of a JSON text that is a value, not a key. */
export function jsonStrings(json: string): string[] {
  const strings: string[] = []
  const collect = (node: Node | undefined) => {
    if (!node) return
    if (node.type === 'string') strings.push(String(node.value))
    else
      for (const child of node.type === 'property' ? (node.children ?? []).slice(1) : (node.children ?? []))
        collect(child)
  }
  collect(parseTree(json))
  return strings
}

/** A JSON text without the white space between its tokens; nothing else changes, numbers least of all. RFC 8259 section 2. */
export function minifyJson(json: string): string {
  let minified = ''
  let isInString = false
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at)
    if (isInString && character === '\\') {
      minified += character + json.charAt(at + 1)
      at += 1
      continue
    }
    if (character === '"') isInString = !isInString
    if (isInString || !' \t\r\n'.includes(character)) minified += character
  }
  return minified
}
