import type { NameAndValue } from '#lib/references/stored-request.ts'

/**
 * An answer as it comes, still compressed and not redacted. A character of a header's value is a byte (latin1). Who
 * takes it either reads the body to its end or calls discard(): a connection belongs to it.
 */
export type RawAnswer = {
  status: number
  statusText: string
  headers: NameAndValue[]
  /** The chunks as they arrive. Throws refusals: `response_too_large`, `upstream_timeout`, `upstream_unreachable`. */
  body: AsyncIterable<Buffer>
  /** What came behind the body: complete only once the body has ended. RFC 9110 section 6.5. */
  trailers: () => NameAndValue[]
  /** Gives up the rest of the body, and the connection with it. */
  discard: () => Promise<void>
}

/** The values of a header of that name, in order, without regard to case. */
export function headerValues({ headers }: Pick<RawAnswer, 'headers'>, name: string): string[] {
  return headers.filter((header) => header.name.toLowerCase() === name).map((header) => header.value)
}
