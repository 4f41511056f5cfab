/** The server refused to answer, with a sentence for people. */
export class RequestFailed extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'RequestFailed'
    this.status = status
    this.code = code
  }
}

/** What a GET route answers. Throws RequestFailed with the server's sentence, or one of ours if no answer came. */
export async function getJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = await fetch(address, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new RequestFailed(0, 'unreachable', 'Postern could not be reached. Check the connection and try again.')
  }
  if (response.ok) return response.json()
  const problem: unknown = await response.json().catch(() => null)
  const { title, code } = (typeof problem === 'object' && problem !== null ? problem : {}) as Record<string, unknown>
  throw new RequestFailed(
    response.status,
    typeof code === 'string' ? code : 'internal',
    typeof title === 'string' ? title : 'Something went wrong. Try again.',
  )
}
