import { Refusal } from './refusal.ts'
import type { Use } from './use.ts'

/** The refusal of one use: its sentence names secret and field, and ends with what to do. */
export function refuseUse(
  { secret, template }: Use,
  code: Refusal['code'],
  note: string,
  { says, remedy }: { says: string; remedy: string },
): Refusal {
  return new Refusal(code, `${says} ${template.label} names it. ${remedy}`, { note, field: template.field, secret })
}
