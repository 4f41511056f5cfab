import { PosternError } from '#lib/core/errors.ts'
import { readBody } from '#lib/core/read-body.ts'
import { strictJson } from './strict-json.ts'

/** A request of 64 KiB values, each of which JSON may write in six times its room. */
export const mostBodyBytes = 1024 * 1024

/** A body as it came, and what it says. */
export type JsonBody = { bytes: Uint8Array; value: unknown }

/**
 * The JSON of a request. Throws `unsupported_media_type` unless it says that it is JSON, `body_too_large` beyond 1 MiB,
 * and `invalid` for what is not JSON in UTF-8 (RFC 8259) or has a name twice; the sentence quotes no value of it.
 */
export async function readJson(request: Request): Promise<JsonBody> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) throw new PosternError('unsupported_media_type')
  const bytes = await bytesOf(request)
  return { bytes, value: strictJson(textOf(bytes)) }
}

/** The body of an operation that takes none: nothing, or an empty object of whatever type. Throws as readJson(). */
export async function readNoBody(request: Request): Promise<JsonBody> {
  const bytes = await bytesOf(request)
  const text = textOf(bytes).trim()
  if (text !== '' && !/^\{\s*\}$/.test(text)) throw new PosternError('invalid', 'This operation takes no body.')
  return { bytes, value: undefined }
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const isDeclaredTooLarge = Number(request.headers.get('content-length') ?? 0) > mostBodyBytes
  const bytes = isDeclaredTooLarge ? 'too_large' : await readBody(request.body, mostBodyBytes)
  if (bytes === 'too_large') throw new PosternError('body_too_large', 'The body has at most 1 MiB.')
  if (bytes === 'too_slow') throw new PosternError('invalid', 'The body did not come within ten seconds.')
  return bytes
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new PosternError('invalid', 'The body is not JSON in UTF-8.')
  }
}
