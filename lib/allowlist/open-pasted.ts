import type { Permit } from '#lib/access/permit.ts'
import { openEnvelope } from '#lib/envelope/open-envelope.ts'
import { makeRedactor } from '#lib/sending/redact.ts'
import { Refusal } from '#lib/sending/refusal.ts'
import type { OpenAnswerInput, OpenedAnswer } from './schema.ts'
import { withEndpointKey } from './with-endpoint-key.ts'

/**
 * What an envelope holds that somebody pasted, as an answer of the endpoint would be opened. It is shown once and stored
 * nowhere. Throws `response_not_opened`, always the same, for anything that does not open to text.
 */
export async function openPasted(
  permit: Permit<'allowlist:test'>,
  input: Pick<OpenAnswerInput, 'id' | 'envelope'>,
): Promise<OpenedAnswer> {
  return withEndpointKey(permit, input.id, ({ encryption, all, used }) => {
    try {
      const { plaintext, kid, contentType } = openEnvelope(input.envelope, { encryption, keys: all })
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext)
      const redactor = makeRedactor(used.map(({ value }) => value))
      return {
        text: redactor.text(text).text,
        contentType: contentType === null ? null : redactor.text(contentType).text,
        keyVersion: Number(kid),
      }
    } catch {
      const message = 'This is no envelope that the key of this endpoint opens to text.'
      throw new Refusal('response_not_opened', message, { note: 'Not opened' })
    }
  })
}
