import type { PresentedToken } from '#lib/access/authorize.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { z } from '#lib/core/zod.ts'
import { ifMatchIn } from './if-match.ts'
import type { ApiInput, Operation, RawInput } from './operation.ts'
import { unnamedFieldErrors } from './unnamed-field-errors.ts'

/**
 * What of a request the schemas of its operation let through. Throws `invalid` with a sentence for each field, also for
 * what is not known or stands there twice: what a caller meant and nobody reads would be a wrong answer. Throws
 * `precondition_required` where If-Match is missing.
 */
export function judgeInput(
  operation: Operation,
  headers: Headers,
  raw: RawInput,
  token: PresentedToken,
): ApiInput<unknown, unknown, unknown> {
  // Of two, whoever judged the place may have read the other.
  const isGivenTwice = raw.query.size !== new Set(raw.query.keys()).size
  if (isGivenTwice) throw new PosternError('invalid', 'A parameter of the query is there twice. Give each once.')
  const { needsIfMatch, takesIfMatch } = operation
  return {
    params: parsed(operation.params, raw.params, 'path'),
    query: parsed(operation.query, Object.fromEntries(raw.query), 'query'),
    body: operation.body ? parsed(operation.body, raw.body, 'body') : undefined,
    ifMatch: needsIfMatch || (takesIfMatch && headers.has('if-match')) ? ifMatchIn(headers) : 0,
    token,
    accept: headers.get('accept') ?? '*/*',
  }
}

/** `whole`: what a problem is called that is of no field. */
function parsed(schema: z.ZodType, value: unknown, whole: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new PosternError('invalid', undefined, { fields: unnamedFieldErrors(schema, result.error, whole) })
}
