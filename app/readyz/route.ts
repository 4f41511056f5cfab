import { readinessProblems } from '#lib/server/readiness-problems.ts'

export const dynamic = 'force-dynamic'

/** Whether this process can work, and if not, what is wrong, in words. Anybody may ask, so no detail helps an attacker. */
export async function GET(): Promise<Response> {
  const problems = await readinessProblems()
  const body = { ready: problems.length === 0, problems }
  return Response.json(body, { status: body.ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
