import { type Node, parseTree } from 'jsonc-parser'
import { isTokenLike } from './is-token-like.ts'

/** The texts in a JSON text that stand below a field named like a token: what later answers may not show either. */
export function jsonTokens(json: string): string[] {
  const found: string[] = []
  const walk = (node: Node | undefined, isToken: boolean) => {
    if (!node) return
    if (node.type === 'property') {
      const [key, value] = node.children ?? []
      return walk(value, isToken || isTokenLike(String(key?.value)))
    }
    if (isToken && node.type === 'string') found.push(String(node.value))
    for (const child of node.children ?? []) walk(child, isToken)
  }
  walk(parseTree(json), false)
  return found
}
