import { inPlaceStep } from '#lib/server/in-place-step.ts'

export const dynamic = 'force-dynamic'

/** A step of a sign-in, or of a proof that it is still the same person, without rendering the page it is taken on. */
export async function POST(request: Request, context: { params: Promise<{ step: string }> }): Promise<Response> {
  return inPlaceStep((await context.params).step, request)
}
