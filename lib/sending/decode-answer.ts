import { maxAnswerBytes } from './limits.ts'
import { Refusal } from './refusal.ts'

export type AnswerDecoder = {
  /** As WHATWG names it. */
  encoding: string
  /** The next text. Null: the end. */
  decode: (bytes: Buffer | null) => string
}

/**
 * Makes what reads an answer's bytes as text, as they come. Making and using it throws the refusal
 * `response_withheld` if the charset is unknown, or the bytes are not text in it, and so cannot be searched.
 */
export function makeAnswerDecoder(contentType: string): AnswerDecoder {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  const decoder = orWithheld(() => new TextDecoder(charset, { fatal: true }))
  return {
    encoding: decoder.encoding,
    decode: (bytes) => {
      const text = orWithheld(() => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()))
      // UTF-16 without a label is such text: read as UTF-8, every character has a NUL between it and the next.
      if (text.includes('\0')) throw withheld('it is not text')
      return text
    },
  }
}

function orWithheld<Result>(attempt: () => Result): Result {
  try {
    return attempt()
  } catch {
    throw withheld('it is not text in a charset that Postern knows')
  }
}

/** `why` completes "because …". */
export function withheld(why: string): Refusal {
  return new Refusal(
    'response_withheld',
    `The server answered, but the answer is not shown, because ${why}. So it cannot be searched for the secrets that were sent.`,
    { note: 'The answer is withheld' },
  )
}

export function tooLarge(): Refusal {
  const message = `The answer is larger than ${maxAnswerBytes / 1024 / 1024} MiB, so it is neither kept nor shown. The request was sent.`
  return new Refusal('response_too_large', message, { note: 'The answer is too large' })
}
