import type { Permit } from '#lib/access/permit.ts'
import { env } from '#lib/core/env.ts'
import { db } from '#lib/db/client.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { judgeRequest } from '#lib/references/check-request.ts'
import { type RequestTemplates, referencesIn } from '#lib/references/read-request.ts'
import type { StoredRequest } from '#lib/references/stored-request.ts'
import type { Template } from '#lib/references/template.ts'
import { guardAddress } from './address-guard.ts'
import { isSameDestination } from './build-url.ts'
import { composeRequest, urlToJudge } from './compose-request.ts'
import { dispatch, type Progress } from './dispatch.ts'
import type { Exchange } from './exchange.ts'
import { findUses, judge, type Use } from './judge.ts'
import { judgeSaved } from './judge-saved.ts'
import { openValues } from './open-values.ts'
import { readSecrets } from './read-secrets.ts'
import { Refusal } from './refusal.ts'
import type { SendPermission } from './send-permission.ts'
import { showAnswer } from './show-answer.ts'
import { showRequest } from './show-request.ts'
import { Steps } from './steps.ts'
import { type Consumer, completeUsage, startUsage } from './usage.ts'

/**
 * Sends one saved request with the values of its references, and says what became of it, redacted. The order of the
 * steps is the protection, and every stop names its step. A refusal is an answer. Throws only for a failure of our
 * own, after completing the usage record; then nothing is shown.
 *
 * No transaction is open while the request is under way: this folder cannot import one.
 */
export async function send(
  permit: Permit<SendPermission>,
  consumer: Consumer,
  request: StoredRequest,
): Promise<Exchange> {
  const startedAt = performance.now()
  const elapsed = () => Math.round(performance.now() - startedAt)
  const steps = new Steps()
  const progress: Progress = { isConnected: false, status: null }
  const about: Pick<Exchange, 'usageId' | 'request' | 'secrets'> = { usageId: null, request: null, secrets: [] }

  try {
    // 1. Parse what was saved; 2. read what it names.
    const { templates, faults } = judgeRequest(request)
    judgeSaved(request, faults)
    const judged = urlToJudge(request, templates)
    about.request = showRequest(request, templates, judged)
    const keys = await organizationKeys(db(), permit.organization.id)
    const fields = allTemplates(templates)
    const names = fields.flatMap((field) => referencesIn(field.pieces)).map((reference) => reference.name)
    const found = await readSecrets(permit, keys, names)
    const secrets = [...found.values()]
    about.secrets = secrets.map(({ id, name, currentVersion }) => ({ id, name, version: currentVersion }))
    const uses = findUses(fields, found)
    const usable = secrets.filter((secret) => secret.status === 'active').length
    steps.done(
      'resolve',
      secrets.length === 0 ? 'No secret named' : `${count(secrets.length, 'secret')} found, ${usable} usable`,
    )

    // 3. Judge what may be judged without a value.
    judge(uses, judged)
    steps.done('judge', uses.length === 0 ? 'Nothing to judge' : `${judged.host} allowed, over https`)

    // 4. Resolve the name once; the connection goes to what was judged.
    const destination = await guardAddress(judged, env())
    steps.done('address', destination.note)

    // 5. The record is durable before a value is opened.
    if (secrets.length > 0) {
      about.usageId = await startUsage(permit, consumer, { method: request.method, host: judged.host, secrets })
    }

    // 6. Open and encode; the final URL must be the judged one.
    const values = openValues(uses, keys)
    const byPiece = new Map(uses.map((use) => [use.piece, use]))
    const composed = composeRequest(request, templates, (piece) => {
      const use = byPiece.get(piece)
      const value = use && values.get(use)
      return use && value ? { use, value } : null
    })
    if (!isSameDestination(judged, composed.url)) throw new Error('The values have changed the destination.')

    // 7. Send.
    const answer = await dispatch(composed, destination, progress)
    steps.done('send', `${answer.status} in ${elapsed()} ms`)

    // 8. Redact.
    const shown = await showAnswer(answer, usedOf(uses, values))
    steps.done('redact', shown.redactions === 0 ? 'Nothing to redact' : `${count(shown.redactions, 'value')} redacted`)

    // 9. Complete the record.
    const durationMs = elapsed()
    if (about.usageId)
      await completeUsage(permit, about.usageId, { outcome: 'answered', status: answer.status, durationMs })
    return {
      ...about,
      steps: steps.all(),
      durationMs,
      outcome: 'answered',
      redactions: shown.redactions,
      answer: shown.answer,
    }
  } catch (error) {
    const durationMs = elapsed()
    const nothingLeft = !progress.isConnected
    const code = error instanceof Refusal ? error.code : 'internal'
    if (about.usageId)
      await completeUsage(permit, about.usageId, {
        outcome: 'failed',
        status: progress.status,
        code,
        durationMs,
        nothingLeft,
      })
    if (!(error instanceof Refusal)) throw error
    steps.stop(error.note)
    return {
      ...about,
      steps: steps.all(),
      durationMs,
      outcome: 'refused',
      code: error.code,
      message: error.message,
      field: error.field,
      secretId: error.secret?.id ?? null,
      secretName: error.secret?.name ?? null,
      nothingLeft,
    }
  }
}

function allTemplates({ path, headers, query, body }: RequestTemplates): Template[] {
  return [...headers, ...query, path, ...(body ? [body] : [])]
}

const usedOf = (uses: Use[], values: ReturnType<typeof openValues>) =>
  uses.flatMap((use) => {
    const value = values.get(use)
    return value ? [{ secret: use.secret, value }] : []
  })

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
