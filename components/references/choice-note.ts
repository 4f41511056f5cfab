import type { SecretChoice } from '#lib/choices/schema.ts'

/** Whether naming it whole would be refused: a pair stands whole only behind Basic, and JSON is seldom meant whole. */
export const mustChoosePart = ({ type }: SecretChoice, takesPair: boolean): boolean =>
  type === 'json' || (type === 'username_password' && !takesPair)

/** What stands beside a choice instead of its state, and whether a send with it would go through. */
export function choiceNote(
  secret: SecretChoice,
  { host, takesPair }: { host: string | null; takesPair: boolean },
): { note: string | null; isUsable: boolean } {
  if (secret.status !== 'active') return { note: null, isUsable: false }
  if (secret.isWrongPurpose) return { note: 'for another purpose', isUsable: false }
  if (secret.isAllowed === false && host !== null) return { note: `not allowed for ${host}`, isUsable: false }
  if (!mustChoosePart(secret, takesPair)) return { note: null, isUsable: true }
  const some = secret.parts.slice(0, 2).join(', ')
  const more = secret.parts.length > 2 ? ', …' : ''
  return { note: some === '' ? 'choose a part' : `choose a part: ${some}${more}`, isUsable: true }
}
