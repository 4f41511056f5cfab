import { PosternError } from '#lib/core/errors.ts'
import { readBody } from '#lib/core/read-body.ts'

/** A request of 64 KiB values, each of which JSON may write in six times its room. */
export const mostBodyBytes = 1024 * 1024

/**
 * The JSON of a request. Throws `unsupported_media_type` unless it says that it is JSON, `body_too_large` beyond 1 MiB,
 * and `invalid` for what is not JSON in UTF-8 (RFC 8259); the sentence quotes nothing of it.
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) throw new PosternError('unsupported_media_type')
  const isDeclaredTooLarge = Number(request.headers.get('content-length') ?? 0) > mostBodyBytes
  const bytes = isDeclaredTooLarge ? 'too_large' : await readBody(request.body, mostBodyBytes)
  if (bytes === 'too_large') throw new PosternError('body_too_large', 'The body has at most 1 MiB.')
  if (bytes === 'too_slow') throw new PosternError('invalid', 'The body did not come within ten seconds.')
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new PosternError('invalid', 'The body is not JSON in UTF-8.')
  }
}
