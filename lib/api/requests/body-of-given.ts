import { PosternError } from '#lib/core/errors.ts'
import type { BodyType } from '#lib/references/stored-request.ts'
import { mostBodyBytes } from './schema.ts'

/**
 * The body of a request that a program gave: text as it came, whose Content-Type says how values are put in, or JSON. Throws
 * `invalid`, also for a backslash before a brace in JSON that is not given as text. Threat: JSON doubles the backslash that
 * makes text of a reference, and the value is sent where its name was meant.
 */
export function bodyOfGiven(body: unknown, contentType = ''): { bodyType: BodyType; body: string } {
  if (body === undefined || body === null || body === '') return { bodyType: 'none', body: '' }
  const type = typeOf(contentType)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (Buffer.byteLength(text) > mostBodyBytes) throw invalid('A body has at most 256 KiB.')
  if (typeof body === 'string') return { bodyType: type, body }
  if (contentType !== '' && type !== 'json')
    throw invalid(
      'An object or a list is sent as JSON, and Content-Type says another. Send text, or change the header.',
    )
  if (text.includes('\\{'))
    throw invalid('A backslash stands before a brace. Send the body as text, where it is read as it stands.')
  return { bodyType: 'json', body: text }
}

const invalid = (message: string) => new PosternError('invalid', undefined, { fields: { 'request.body': message } })

function typeOf(contentType: string): Exclude<BodyType, 'none'> {
  const type = contentType.split(';', 1).join('').trim().toLowerCase()
  if (/^[\w.-]+\/(?:[\w.-]+\+)?json$/.test(type)) return 'json'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type === 'text/html') return 'html'
  if (/^[\w.-]+\/(?:[\w.-]+\+)?xml$/.test(type)) return 'xml'
  return 'text'
}
