import { type JsonTree, jsonPartOf, readJson } from '#lib/references/json-part.ts'
import { type Macro, macroText } from '#lib/references/macros.ts'
import { parsePart } from '#lib/references/parse-part.ts'
import type { Fill, Fills } from '#lib/sending/fills.ts'
import type { Used } from '#lib/sending/show-answer.ts'
import { isJsonWithin } from './is-json-within.ts'
import { isTokenLike } from './is-token-like.ts'
import { jsonTokens } from './json-tokens.ts'

/** What a step was answered: its body as it was redacted; null: it is not kept. Threat: an echo carries a secret on to another host. */
export type Answer = { status: number; body: string | null }

/** What the macros of a run's steps stand for at this moment. */
export type RunData = {
  /** A JSON text; null: the run has none. */
  event: string | null
  /** By lower-case name. */
  variables: ReadonlyMap<string, string>
  /** By the lower-case names of steps that were answered. */
  answers: ReadonlyMap<string, Answer>
  /** What sends of the run carry, which later answers may not show. */
  sent: Used[]
}

/** Answers are other people's, and may be deep; deeper than that they are text alone. */
const mostLevels = 64
/** Shorter ones occur by chance, and an answer that is searched for them would be withheld. */
const minBytes = 8

/**
 * What the macros of a run's steps stand for. All of it is data. A field that is not there, or `null`, has no value. What is
 * named like a token is sensitive, wherever it stands: shown as dots, and redacted in later answers.
 */
export function runFills({ event, variables, answers, sent }: RunData): Fills {
  const trees = new Map<string, JsonTree | null>()
  const treeOf = (json: string): JsonTree | null => {
    const known = trees.get(json)
    if (known !== undefined) return known
    const tree = isJsonWithin(json, mostLevels) ? readJson(json) : null
    trees.set(json, tree)
    return tree
  }
  // By what is asked for: a body can name one part of one answer ten thousand times.
  const parts = new Map<string, Fill | null>()
  const part = (macro: Macro, json: string, keys: string[]): Fill | null => {
    const key = JSON.stringify([macro.kind === 'steps' ? macro.step.toLowerCase() : null, ...keys])
    const known = parts.get(key)
    if (known !== undefined) return known
    const fill = readPart(macro, json, keys)
    parts.set(key, fill)
    return fill
  }
  const readPart = (macro: Macro, json: string, keys: string[]): Fill | null => {
    const tree = treeOf(json)
    const found = tree && jsonPartOf(tree, keys)
    if (!found) return null
    const tokens = found.type === 'object' || found.type === 'array' ? jsonTokens(found.source) : []
    noteTokens(sent, macro, tokens)
    return { text: found.text, json: found.source, isSensitive: keys.some(isTokenLike) || tokens.length > 0 }
  }
  return (macro) => {
    switch (macro.kind) {
      case 'event':
        return event === null ? null : part(macro, event, macro.path)
      case 'variables': {
        const text = variables.get(macro.name.toLowerCase())
        return text === undefined ? null : { text, json: JSON.stringify(text), isSensitive: false }
      }
      case 'steps': {
        const answer = answers.get(macro.step.toLowerCase())
        if (!answer) return null
        if (macro.field === 'status')
          return { text: String(answer.status), json: String(answer.status), isSensitive: false }
        if (answer.body === null) return null
        if (macro.pointer !== '') {
          const keys = parsePart(macro.pointer)
          return keys.ok ? part(macro, answer.body, keys.keys) : null
        }
        return part(macro, answer.body, []) ?? { text: answer.body, json: null, isSensitive: false }
      }
      default:
        return null
    }
  }
}

function noteTokens(sent: Used[], macro: Macro, tokens: string[]): void {
  for (const text of tokens) {
    if (Buffer.byteLength(text) >= minBytes)
      sent.push({ secret: { name: macroText(macro) }, value: { text, json: null, pair: null, kind: 'secret' } })
  }
}
