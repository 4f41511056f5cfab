import { httpStatusOf, PosternError } from '#lib/core/errors.ts'
import { readBody } from '#lib/core/read-body.ts'
import type { Result } from '#lib/core/result.ts'
import { confirmOptionsStep, confirmStep } from './confirm-steps.ts'
import { publicError } from './public-error.ts'
import { passkeyOptionsStep, passkeyStep, passwordStep, secondFactorStep } from './sign-in-steps.ts'
import { ssoStep } from './sso-step.ts'

const steps = {
  password: passwordStep,
  'second-factor': secondFactorStep,
  'passkey-options': passkeyOptionsStep,
  passkey: passkeyStep,
  sso: ssoStep,
  'confirm-options': confirmOptionsStep,
  confirm: confirmStep,
} satisfies Record<string, (input: never) => Promise<Result<unknown>>>

/** A passkey's answer is a few kilobytes. */
const mostBytes = 64 * 1024

/**
 * A step of a sign-in as a request of its own, for a page that must stay as it is: an action that sets a cookie has its
 * page rendered again, which sends whoever is signed out away from what they typed. The step itself checks Origin and
 * what is given. Answers its Result, which no cache keeps.
 */
export async function inPlaceStep(name: string, request: Request): Promise<Response> {
  const step = Object.hasOwn(steps, name)
    ? (steps as Record<string, (input: never) => Promise<Result<unknown>>>)[name]
    : undefined
  if (!step) return answer({ ok: false, error: publicError(new PosternError('not_found')) })
  // A form of another site can send this type only after a preflight, which nothing here answers.
  if (request.headers.get('content-type') !== 'application/json')
    return answer({ ok: false, error: publicError(new PosternError('unsupported_media_type')) })
  const body = await readBody(request.body, mostBytes)
  if (typeof body === 'string') return answer({ ok: false, error: publicError(new PosternError('body_too_large')) })
  return answer(await step(parsed(body) as never))
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** A refusal that people cause every day, a wrong password, is an answer like any other: browsers print an error status. */
function answer(result: Result<unknown>): Response {
  const { code } = result.ok ? { code: null } : result.error
  const isMisuse = code === 'not_found' || code === 'unsupported_media_type' || code === 'body_too_large'
  return Response.json(result, {
    status: isMisuse ? httpStatusOf(code) : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}
