export const dynamic = 'force-dynamic'

/** This process answers. Whether it can work, /readyz says. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } })
}
