import type { Permission } from '#lib/access/permissions.ts'
import type { Permit } from '#lib/access/permit.ts'
import { runChange } from '#lib/changelog/run-change.ts'
import { PosternError } from '#lib/core/errors.ts'
import type { AnswerBinding } from '#lib/crypto/answer-associated-data.ts'
import { db } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { publicError } from '#lib/server/public-error.ts'
import { claimAnswer } from './claim-answer.ts'
import { keepAnswer, releaseAnswer } from './keep-answer.ts'
import { type ApiAnswer, type ApiInput, DoneButRefused, type Operation } from './operation.ts'
import { problem } from './problem.ts'
import type { KeptAnswer } from './sealed-answer.ts'

type Input = ApiInput<unknown, unknown, unknown>
type Run = (proof: Permit<Permission>, input: Input) => Promise<ApiAnswer<unknown> | Response>

/**
 * Runs an operation once for its Idempotency-Key: whoever sends the same request again gets the same answer. A refusal
 * before anything was done is no answer that is kept; one of a send that left is. Throws what the operation throws.
 */
export async function perform(
  operation: Operation,
  permit: Permit<Permission>,
  input: Input,
  binding: AnswerBinding | null,
): Promise<Response> {
  const claim = binding && (await claimAnswer(binding, { mayTakeOver: operation.kind === 'change' }))
  if (claim && 'status' in claim) return responseOf(claim, true)
  // defineOperation() tied `run` to the permission that the permit was issued for.
  const run = operation.run as unknown as Run
  const give = async (tx: Tx, result: ApiAnswer<unknown> | Response) => {
    const response = result instanceof Response ? result : shaped(operation, result)
    if (!claim) return response
    const kept = await keptOf(response)
    await keepAnswer(tx, claim, kept)
    return responseOf(kept, false)
  }
  try {
    if (operation.kind === 'change')
      return await runChange(permit, async (scope) => give(scope.tx, await run(scope, input)))
    return await give(db(), await run(permit, input))
  } catch (error) {
    if (!claim) throw error
    if (operation.kind === 'change' || isBeforeAnything(error)) {
      await releaseAnswer(db(), claim)
      throw error
    }
    const kept = await keptOf(problem(publicError(error)))
    await keepAnswer(db(), claim, kept)
    return responseOf(kept, false)
  }
}

/** Of a send: a refusal that it met before a byte left. What nobody expected may have come after it. */
const isBeforeAnything = (error: unknown): boolean =>
  error instanceof PosternError && !(error instanceof DoneButRefused)

/** What the operation's schema does not name is not sent. */
function shaped({ answer }: Operation, { data, rowVersion, location }: ApiAnswer<unknown>): Response {
  const headers = new Headers()
  if (rowVersion !== undefined) headers.set('ETag', `"${rowVersion}"`)
  if (location !== undefined) headers.set('Location', `/api/v1${location}`)
  if (answer.status === 204) return new Response(null, { status: 204, headers })
  headers.set('Content-Type', 'application/json')
  return new Response(JSON.stringify(answer.schema.parse(data)), { status: answer.status, headers })
}

const keptOf = async (response: Response): Promise<KeptAnswer> => ({
  status: response.status,
  headers: [...response.headers],
  body: await response.text(),
})

function responseOf({ status, headers, body }: KeptAnswer, isReplayed: boolean): Response {
  const response = new Response(body === '' ? null : body, { status, headers })
  if (isReplayed) response.headers.set('Idempotency-Replayed', 'true')
  return response
}
