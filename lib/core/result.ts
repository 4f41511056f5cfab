import type { ErrorCode, FieldErrors, Noticed } from './errors.ts'

export type PublicError = {
  code: ErrorCode | 'internal'
  message: string
  fields: FieldErrors
  retryAfterSeconds?: number
  noticed?: readonly Noticed[]
}

/** What every server action answers: typed, never thrown, so that no framework shapes an error for us. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: PublicError }
