import type { FieldErrors } from '#lib/core/errors.ts'
import { judgeRequest } from './check-request.ts'
import { splitMacros, type TextSegment } from './macros.ts'
import { parseReferences } from './parse-references.ts'
import type { SavedFields } from './stored-request.ts'
import type { Template } from './template.ts'

/** A notification as it was saved: macros and references are in its body, macros alone in its subject. */
export type Message = { subject: string; bodyType: 'text' | 'html' | 'json'; body: string }

/**
 * What is wrong with a notification, field by field: empty if it can be saved. Pure, so that form and server judge alike.
 * Keys are `subject` and `body`.
 */
export function checkMessage(message: Message): FieldErrors {
  const fields: FieldErrors = {}
  const subject = subjectProblem(message.subject)
  if (subject !== null) fields.subject = subject
  const fault = judgeRequest(messageRequest(message)).faults.find(({ field }) => field === 'body')
  if (fault) fields.body = fault.message
  return fields
}

/** The subject, split: what its macros stand for is put in as it is. References in it are left as text. */
export function readSubject(subject: string): Template {
  const pieces = splitMacros(parseReferences(subject).segments).map((segment) =>
    segment.kind === 'macro'
      ? { kind: 'macro' as const, macro: segment.macro, place: 'text' as const }
      : { kind: 'text' as const, text: textOf(segment) },
  )
  return { field: 'subject', label: 'The subject', pieces }
}

/** The body of a notification as the body of a request: what names secrets in it, and where, is told in one way. */
export function messageRequest({ bodyType, body }: Omit<Message, 'subject'>): SavedFields {
  return { method: 'POST', path: '', headers: [], query: [], bodyType, body }
}

const textOf = (segment: Exclude<TextSegment, { kind: 'macro' }>) =>
  segment.kind === 'text' ? segment.text : segment.reference.raw

/** Threat: a subject is shown in lists and logs on its whole way, where no secret may be. */
function subjectProblem(subject: string): string | null {
  const { references, errors, segments } = parseReferences(subject)
  if (references.length > 0 || errors.length > 0)
    return 'The subject may not hold a reference to a secret. Put it into the body, or put a \\ before the brace to send it as text.'
  if (/\p{Cc}/u.test(subject)) return 'The subject is one line of text without control characters.'
  if (!subject.isWellFormed()) return 'The subject has half a character. Type it again.'
  const namesItself = splitMacros(segments).some(
    (segment) => segment.kind === 'macro' && segment.macro.kind === 'template',
  )
  return namesItself ? 'The subject cannot hold itself. Take {{template.subject}} out.' : null
}
