import { type ReferenceForm, referenceText } from '#components/references/reference-forms.ts'
import { SecretBadge } from '#components/secrets/secret-badge.tsx'
import { secretTypeIcons } from '#components/secrets/secret-type.tsx'
import { soonDays } from '#components/secrets/state-text.ts'
import type { SecretChoice } from '#lib/choices/schema.ts'
import { parsePart } from '#lib/references/parse-part.ts'
import { secretTypeLabels } from '#lib/secrets/schema.ts'
import type { MacroItem } from './macro-item.ts'

const hints = { token: '', username_password: ': choose a part', json: ': choose a key' } as const

/** The secrets of a domain as lines to choose from: bare, as a text names them, with why one cannot be used. */
export function secretItems(
  choices: SecretChoice[],
  { form, host, domainName }: { form: ReferenceForm; host: string | null; domainName: string },
): MacroItem[] {
  return choices.map((choice) => ({
    key: choice.id,
    name: `secrets.${choice.name}`,
    hint: `${secretTypeLabels[choice.type]}${hints[choice.type]}`,
    icon: secretTypeIcons[choice.type],
    group: choice.level === 'domain' ? domainName : 'Organization',
    ...stateOf(choice, host),
    ...(choice.type === 'token' ? { text: referenceText(form, { name: choice.name, part: null }) } : { parts: choice }),
  }))
}

function stateOf({ status, daysLeft, isAllowed, isWrongPurpose }: SecretChoice, host: string | null) {
  if (status !== 'active') return { state: <SecretBadge status={status} />, isOff: true }
  if (isAllowed === false) return { state: `not allowed for ${host}`, isOff: true }
  if (isWrongPurpose) return { state: 'for another purpose', isOff: true }
  const isExpiring = daysLeft !== null && daysLeft <= soonDays
  return isExpiring ? { state: <SecretBadge status={status} daysLeft={daysLeft} /> } : {}
}

/**
 * The parts of a secret to choose from: those that are known, one that is typed, and the whole where that may stand in a
 * text: JSON is its text then, a pair stands whole behind `Basic` alone.
 */
export function partItems(choice: SecretChoice, { form, q }: { form: ReferenceForm; q: string }): MacroItem[] {
  const icon = secretTypeIcons[choice.type]
  const item = (part: string, hint: string): MacroItem => ({
    key: `${choice.id}${part}`,
    name: `secrets.${choice.name}${part}`,
    hint,
    icon,
    group: null,
    text: referenceText(form, { name: choice.name, part }),
  })
  const isPair = choice.type === 'username_password'
  const typed = q.trim().replace(/^#/, '')
  const known = choice.parts
    .filter((part) => part.toLowerCase().includes(typed.toLowerCase()))
    .map((part) => item(part, isPair ? '' : 'Key of the JSON value'))
  const isNew =
    typed !== '' && !isPair && !choice.parts.includes(`#${typed}`) && parsePart(typed).ok && !/[{}\p{Cc}]/u.test(typed)
  return [
    ...known,
    ...(isNew ? [item(`#${typed}`, 'As typed')] : []),
    ...(typed === '' && !isPair ? [item('', 'The whole JSON value')] : []),
    ...(typed === '' && isPair && form !== 'template' ? [item('', 'Both, behind “Basic ” in a header')] : []),
  ]
}
