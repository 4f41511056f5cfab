import { isJsonWithin } from './is-json-within.ts'
import { mostEventBytes, mostEventLevels } from './schema.ts'

/** Why a text cannot be a run's event, or null: it is a JSON object or list, of a size and depth that can be looked into. */
export function eventProblem(text: string): string | null {
  if (Buffer.byteLength(text) > mostEventBytes) return 'An event has at most 256 KiB.'
  if (!/^[\s]*[{[]/.test(text)) return 'An event is a JSON object or list, like {"station": "Hamburg"}.'
  if (!text.isWellFormed() || text.includes('\0'))
    return 'The event has a character that cannot be stored. Type it again.'
  if (isJsonWithin(text, mostEventLevels)) return null
  return `The event is not valid JSON, or has more than ${mostEventLevels} levels.`
}
