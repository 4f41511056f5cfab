import { type Node, parseTree } from 'jsonc-parser'
import type { MacroChoice } from '#components/macros/macro-choice.ts'
import type { TemplateSample } from '#lib/templates/schema.ts'

const mostListed = 100
const deepest = 6
/** Of a list, so many of its members. */
const mostOfList = 3

/** The fields that the examples have in their event or recipient, nested ones as `deep.er`, each with what it says there. */
export function fieldChoices(samples: TemplateSample[], kind: 'event' | 'recipient'): MacroChoice[] {
  const found = new Map<string, MacroChoice>()
  const add = (node: Node, path: string[], source: string) => {
    if (found.size >= mostListed || node.type === 'null') return
    const name = [kind, ...path].join('.')
    if (path.length > 0 && !found.has(name)) {
      const text = node.type === 'string' ? String(node.value) : source.slice(node.offset, node.offset + node.length)
      found.set(name, { name, text: `{{${name}}}`, hint: text.replace(/\s+/g, ' ').slice(0, 80) })
    }
    if (path.length >= deepest) return
    if (node.type === 'object')
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? []
        if (value && /^[\w-]+$/.test(String(key?.value))) add(value, [...path, String(key?.value)], source)
      }
    if (node.type === 'array')
      node.children?.slice(0, mostOfList).forEach((child, index) => {
        add(child, [...path, String(index)], source)
      })
  }
  for (const sample of samples) {
    const root = parseTree(sample[kind])
    if (root) add(root, [], sample[kind])
  }
  return [...found.values()]
}
