import { OpenError } from '#lib/crypto/open-error.ts'
import { openEnvelope } from '#lib/envelope/open-envelope.ts'
import { tooLarge } from './decode-answer.ts'
import { decompress } from './decompress.ts'
import { maxAnswerBytes } from './limits.ts'
import type { OpenedKey } from './open-key.ts'
import { headerValues, type RawAnswer } from './raw-answer.ts'
import { Refusal } from './refusal.ts'

/**
 * The answer of an endpoint with encryption with what its envelope holds as its body; an empty one as it is. Throws the
 * refusal `response_not_opened`, always the same, where the body is no envelope under its keys, and what reading it
 * throws; then the rest of it is given up. Threat: whoever stands in between, or holds the server's certificate, answers
 * in its place.
 */
export async function openAnswer(answer: RawAnswer, { endpoint, encryption, all }: OpenedKey): Promise<RawAnswer> {
  try {
    const text = (await readBody(answer)).toString('latin1').trim()
    if (text === '') return withBody(answer, Buffer.alloc(0))
    const { plaintext } = openEnvelope(text, { encryption, keys: all })
    return withBody(answer, Buffer.from(plaintext))
  } catch (error) {
    await answer.discard()
    throw error instanceof OpenError ? notOpened(endpoint.name) : error
  }
}

async function readBody(answer: RawAnswer): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of decompress(answer.body, headerValues(answer, 'content-encoding').join(','))) {
    length += chunk.byteLength
    if (length > maxAnswerBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What was compressed was the envelope. */
function withBody(answer: RawAnswer, body: Buffer): RawAnswer {
  return {
    ...answer,
    headers: answer.headers.filter(({ name }) => name.toLowerCase() !== 'content-encoding'),
    body: (async function* () {
      yield body
    })(),
  }
}

function notOpened(name: string): Refusal {
  const message = `The server answered, but not in an envelope that the key of the allowlist endpoint ${name} opens, so the answer is not shown.`
  return new Refusal('response_not_opened', message, { note: 'The answer could not be opened' })
}
