import { unstable_rethrow } from 'next/navigation'
import { isFresh } from '#lib/access/authorize.ts'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { checkOrigin } from '#lib/auth/check-origin.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import type { CurrentPerson } from '#lib/auth/find-session.ts'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import { log } from '#lib/core/log.ts'
import type { Result } from '#lib/core/result.ts'
import type { z } from '#lib/core/zod.ts'
import { publicError } from './public-error.ts'

/**
 * A server action on a person's own account, in no organization: from our own page → who is it → proven lately, unless
 * `fresh` says that it need not be → parse → run. It answers a Result and never throws. OWASP ASVS 7.5.1.
 */
export function defineAccountAction<Schema extends z.ZodType, T>(
  { name, fresh, input: schema }: { name: string; fresh: boolean; input: Schema },
  run: (person: CurrentPerson, input: z.output<Schema>, origin: RequestOrigin) => Promise<T>,
): (input: z.input<Schema>) => Promise<Result<T>> {
  return async (input) => {
    const start = performance.now()
    const note = (outcome: string) =>
      log.info('account_action', { name, outcome, durationMs: Math.round(performance.now() - start) })
    try {
      await checkOrigin()
      const person = await currentPerson()
      if (!person) throw new PosternError('unauthenticated')
      if (fresh && !isFresh(person.proof)) throw new PosternError('fresh_sign_in_required')
      const parsed = schema.safeParse(input)
      if (!parsed.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(parsed.error) })
      const data = await run(person, parsed.data, await requestOrigin())
      note('ok')
      return { ok: true, data }
    } catch (error) {
      unstable_rethrow(error)
      const refusal = publicError(error)
      note(refusal.code)
      return { ok: false, error: refusal }
    }
  }
}
