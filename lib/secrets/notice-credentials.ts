import type { Permission } from '#lib/access/permissions.ts'
import type { Scope } from '#lib/access/permit.ts'
import { CountedRefusal } from '#lib/changelog/counted-refusal.ts'
import type { FieldErrors, Noticed } from '#lib/core/errors.ts'
import { findCredentials } from '#lib/credentials/find-credentials.ts'
import { findStored } from './find-stored.ts'

/**
 * A field that is kept in plain text. `name` is what its text is the value of, as of a header; what of it stood in
 * `before` already, saved, is not noticed again.
 */
export type PlainText = { field: string; text: string; name?: string; before?: string }

/**
 * Sees to it that nothing which looks like a credential, and no value of a secret that this person may edit, is stored in
 * plain text unless that is accepted. Throws `credential_noticed`, which says where, and never what. Callers come here
 * after all else that can refuse, and before they write anything: the refusal ends the transaction with what it counted.
 *
 * Threat: whoever may store texts guesses at stored values by saving guesses. So at most ten texts a minute and person are
 * compared, also of saves that are refused, and only with secrets whose value that person may replace.
 */
export async function assertNoCredentials(
  scope: Scope<Permission>,
  texts: readonly PlainText[],
  isAccepted: boolean,
): Promise<void> {
  if (isAccepted) return
  const changed = texts.filter(({ text, before }) => text !== '' && text !== before)
  const looksLike = changed.flatMap(({ field, text, name, before = '' }) =>
    findCredentials(text, name === undefined ? {} : { name })
      .filter(({ start, end }) => !before.includes(text.slice(start, end)))
      .map(({ start, end, label }) => ({ field, start, end, label, text: text.slice(start, end) })),
  )
  const whole = changed.map(({ field, text }) => ({ field, start: 0, end: text.length, label: 'a stored value', text }))
  const stored = await findStored(
    scope,
    [...looksLike, ...whole].map(({ text }) => text),
  )
  const storedFields = new Set(whole.filter(({ text }) => stored.has(text)).map(({ field }) => field))
  const noticed: Noticed[] = [...looksLike, ...whole]
    .filter((each) => (looksLike.includes(each) ? !storedFields.has(each.field) : storedFields.has(each.field)))
    .map(({ text, ...where }) => ({ ...where, stored: stored.get(text) ?? null }))
  if (noticed.length === 0) return
  throw new CountedRefusal('credential_noticed', undefined, { fields: sentences(noticed), noticed })
}

/** For a form that shows no more than a sentence at each field. */
function sentences(noticed: readonly Noticed[]): FieldErrors {
  const fields: FieldErrors = {}
  for (const { field, label, stored } of noticed)
    fields[field] ??= stored
      ? `This is the value of the secret \`${stored.name}\`. Name the secret instead.`
      : `This looks like ${label}. Store it as a secret, and name that here.`
  return fields
}
