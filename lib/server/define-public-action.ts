import { unstable_rethrow } from 'next/navigation'
import type { RequestOrigin } from '#lib/access/permit.ts'
import { checkOrigin } from '#lib/auth/check-origin.ts'
import { requestOrigin } from '#lib/auth/request-origin.ts'
import { PosternError } from '#lib/core/errors.ts'
import { fieldErrorsOf } from '#lib/core/field-errors.ts'
import type { Result } from '#lib/core/result.ts'
import type { z } from '#lib/core/zod.ts'
import { publicError } from './public-error.ts'

/**
 * A server action for whoever is not signed in, with the reason why it may be called so: from our own page → parse →
 * run. What `run` needs as a proof it asks for in its input. It answers a Result and never throws.
 */
export function definePublicAction<Schema extends z.ZodType, T>(
  { input: schema }: { public: string; input: Schema },
  run: (input: z.output<Schema>, origin: RequestOrigin) => Promise<T>,
): (input: z.input<Schema>) => Promise<Result<T>> {
  return async (input) => {
    try {
      await checkOrigin()
      const parsed = schema.safeParse(input)
      if (!parsed.success) throw new PosternError('invalid', undefined, { fields: fieldErrorsOf(parsed.error) })
      return { ok: true, data: await run(parsed.data, await requestOrigin()) }
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false, error: publicError(error) }
    }
  }
}
