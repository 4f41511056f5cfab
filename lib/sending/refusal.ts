import type { ErrorCode } from '#lib/core/errors.ts'

/** The secret that a send stops at; without an id where none has the name. */
type RefusedSecret = { id: string | null; name: string; domainId?: string | null }

/** Why a send stops. Written by us, for people: it never holds a value or what a library said. */
export class Refusal extends Error {
  readonly code: ErrorCode
  /** For the step in which it stopped, a few words. */
  readonly note: string
  readonly field: string | null
  readonly secret: RefusedSecret | null

  constructor(
    code: ErrorCode,
    message: string,
    about: { note: string; field?: string | null; secret?: RefusedSecret | null },
  ) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.note = about.note
    this.field = about.field ?? null
    this.secret = about.secret ?? null
  }
}
