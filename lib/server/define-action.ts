import { unstable_rethrow } from 'next/navigation'
import { authorize } from '#lib/access/authorize.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Permit, Scope } from '#lib/access/permit.ts'
import { checkOrigin } from '#lib/auth/check-origin.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { log } from '#lib/core/log.ts'
import type { Result } from '#lib/core/result.ts'
import type { z } from '#lib/core/zod.ts'
import { logNotPermitted } from './log-not-permitted.ts'
import { publicError } from './public-error.ts'

type Place = { organization: string; domain?: string | undefined }

/**
 * A server action: from our own page → who is it → parse → authorize → run. It answers a Result and never throws.
 * `change` runs in one transaction with its log entries; `read` and `send` get a permit and no transaction, because
 * none may be open while a request is in flight.
 */
export function defineAction<P extends Permission, Schema extends z.ZodType<Place>, T>(
  options: { kind: 'change'; permission: P; input: Schema },
  run: (scope: Scope<P>, input: z.output<Schema>) => Promise<T>,
): (input: z.input<Schema>) => Promise<Result<T>>
export function defineAction<P extends Permission, Schema extends z.ZodType<Place>, T>(
  options: { kind: 'read' | 'send'; permission: P; input: Schema },
  run: (permit: Permit<P>, input: z.output<Schema>) => Promise<T>,
): (input: z.input<Schema>) => Promise<Result<T>>
export function defineAction<P extends Permission, Schema extends z.ZodType<Place>, T>(
  { kind, permission, input: schema }: { kind: 'change' | 'read' | 'send'; permission: P; input: Schema },
  run: (proof: Scope<P>, input: z.output<Schema>) => Promise<T>,
) {
  return async (input: z.input<Schema>): Promise<Result<T>> => {
    const start = performance.now()
    const note = (outcome: string, organizationId: string | null) =>
      log.info('action', { permission, outcome, organizationId, durationMs: Math.round(performance.now() - start) })
    let organizationId: string | null = null
    try {
      await checkOrigin()
      const person = await currentPerson()
      if (!person) throw new PosternError('unauthenticated')
      // Who may not do it learns nothing of what a valid input is; and whoever may, gets a sentence for each field.
      const place = placeIn(input)
      const permit = await authorize(person, permission, place, await requestOrigin())
      organizationId = permit.organization.id
      const parsed = schema.safeParse(input)
      if (!parsed.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(parsed.error) })
      const data =
        kind === 'change'
          ? await runChange(permit, (scope) => run(scope, parsed.data))
          : await (run as (permit: Permit<P>, input: z.output<Schema>) => Promise<T>)(permit, parsed.data)
      note('ok', organizationId)
      return { ok: true, data }
    } catch (error) {
      unstable_rethrow(error)
      await logNotPermitted(error, input)
      const refusal = publicError(error)
      note(refusal.code, organizationId)
      return { ok: false, error: refusal }
    }
  }
}

/** Organization and domain of an input that nobody has parsed yet. Throws `not_found` for anything but texts. */
function placeIn(input: unknown): Place {
  const { organization, domain } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>
  if (typeof organization !== 'string' || (domain !== undefined && typeof domain !== 'string'))
    throw new PosternError('not_found')
  return { organization, domain }
}
