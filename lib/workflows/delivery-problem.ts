import type { ErrorCode } from '#lib/core/errors.ts'

/** A delivery that was not taken, as problem details. RFC 9457. */
export function deliveryProblem(
  status: number,
  code: ErrorCode | 'internal',
  title: string,
  retryAfterSeconds?: number,
): Response {
  return Response.json(
    { type: 'about:blank', title, status, code },
    {
      status,
      headers: {
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
      },
    },
  )
}
