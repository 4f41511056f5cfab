import type { Permit } from '#lib/access/permit.ts'
import { noteWaiting } from '#lib/approvals/note-waiting.ts'
import { env } from '#lib/core/env.ts'
import { db } from '#lib/db/client.ts'
import { matchingEndpoint } from '#lib/host-rules/matching-endpoint.ts'
import { organizationKeys } from '#lib/keys/organization-keys.ts'
import { macroText } from '#lib/references/macros.ts'
import { referencesIn } from '#lib/references/read-request.ts'
import { guardAddress } from './address-guard.ts'
import type { Aim } from './aim.ts'
import { isSameDestination } from './build-url.ts'
import { composeRequest } from './compose-request.ts'
import { dispatch, type Progress } from './dispatch.ts'
import type { SecretInUse, ShownAnswer } from './exchange.ts'
import { fieldsOf, type Hop } from './hop.ts'
import { findUses, judge } from './judge.ts'
import { judgeEndpoint, judgeSameEndpoint } from './judge-endpoint.ts'
import { keyInUse } from './key-in-use.ts'
import { isRedirect, nextHop } from './next-hop.ts'
import { openAnswer } from './open-answer.ts'
import { openKey } from './open-key.ts'
import { openValues } from './open-values.ts'
import { type FoundSecret, readPlace } from './read-place.ts'
import { makeRedactor } from './redact.ts'
import { Refusal } from './refusal.ts'
import { resolverOf } from './resolve-host.ts'
import { isWorthRetrying, retryDelayMs } from './retry.ts'
import { sealRequest } from './seal-request.ts'
import type { SendPermission } from './send-permission.ts'
import { type ReadBody, showAnswer, type Used } from './show-answer.ts'
import { Steps } from './steps.ts'
import { type Consumer, completeUsage, startUsage } from './usage.ts'
import type { Use } from './use.ts'

/** What one request of a send left behind, whatever it came to. */
type Left = {
  steps: Steps
  usageId: string | null
  secrets: SecretInUse[]
  status: number | null
  durationMs: number
  /** Not one byte of the request has left this machine. */
  nothingLeft: boolean
}

type Came =
  | { kind: 'answered'; answer: ShownAnswer; redactions: number }
  | { kind: 'redirected'; next: Hop }
  | { kind: 'busy'; delayMs: number }

type AttemptWith = {
  hop: Hop
  judged: URL
  aim: Aim
  retriesLeft: number
  sent: Used[]
  readBody?: ReadBody | undefined
}

export type Attempt = Left & (Came | { kind: 'refused'; refusal: Refusal })

/**
 * Sends one request with the values of its references to where it was judged. The order of the steps is the protection,
 * and every stop names its step. While `retriesLeft`, the answer of a busy server is not shown. A refusal
 * is an answer. Throws only for a failure of our own, after completing the usage record; then nothing is shown.
 * `sent`: what earlier requests of this send carried; its own values are added. Threat: a POST hands a value over, and
 * the GET that its answer redirects to, which names no secret any more, hands it back.
 *
 * No transaction is open while the request is under way: this folder cannot import one.
 */
export async function attempt(
  permit: Permit<SendPermission>,
  consumer: Consumer,
  { hop, judged, aim, retriesLeft, sent, readBody }: AttemptWith,
): Promise<Attempt> {
  const startedAt = performance.now()
  const elapsed = () => Math.round(performance.now() - startedAt)
  const progress: Progress = { isConnected: false, status: null }
  const left: Left = { steps: new Steps(), usageId: null, secrets: [], status: null, durationMs: 0, nothingLeft: true }

  const sendIt = async (): Promise<Came> => {
    // 1. What was parsed names secrets; 2. read them, and whether anything may be sent here now.
    const keys = await organizationKeys(db(), permit.organization.id)
    const fields = fieldsOf(hop)
    const names = fields.flatMap((field) => referencesIn(field.pieces)).map((reference) => reference.name)
    const place = await readPlace(permit, keys, { names, url: judged })
    const endpoint = matchingEndpoint(place.endpoints, judged)
    const key = keyInUse(endpoint, place.keys)
    const secrets = eachOnce([...place.secrets.values(), ...(key ? [key.use.secret] : [])])
    left.secrets = secrets.map(({ id, name, currentVersion }) => ({ id, name, version: currentVersion }))
    const uses = findUses(fields, place.secrets)
    left.steps.done('resolve', resolved(secrets.length, secrets.filter(({ status }) => status === 'active').length))

    // 3. Judge what may be judged without a value.
    judge(uses, judged, { place, aim, purpose: consumer.purpose })
    judgeEndpoint(judged, { place, endpoint, key })
    left.steps.done('judge', judgedNote(judged, { uses, endpoint }))

    // 4. Resolve the name once; the connection goes to what was judged.
    const destination = await guardAddress(judged, env(), resolverOf(permit.domainId))
    left.steps.done('address', destination.note)

    // 5. The record is durable before a value is opened. A redirect's own counts also where no secret goes along.
    if (secrets.length > 0 || hop.url !== null)
      left.usageId = await startUsage(permit, consumer, { method: hop.request.method, host: judged.host, secrets })

    // 6. Open and encode; the final URL must be the judged one.
    const values = openValues(uses, keys)
    const byPiece = new Map(uses.map((use) => [use.piece, use]))
    const composed = composeRequest(hop, (piece) => {
      const use = byPiece.get(piece)
      const value = use && values.get(use)
      return use && value ? { use, value } : null
    })
    if (!isSameDestination(judged, composed.url)) throw new Error('The values have changed the destination.')
    judgeSameEndpoint(judged, { judged: endpoint, final: matchingEndpoint(place.endpoints, composed.url) })
    const opened = key && openKey(key, keys)

    // 7. Send.
    sent.push(...usedOf(uses, values), ...sensitiveOf(hop), ...(opened?.used ?? []))
    const sealed = opened ? sealRequest(composed, opened) : composed
    const answer = await dispatch(sealed, destination, progress, permit.domainId)
    const redactor = makeRedactor(sent.map(({ value }) => value))
    if (isRedirect(answer)) {
      await answer.discard()
      const isSameEndpoint = (target: URL) =>
        target.origin === judged.origin && matchingEndpoint(place.endpoints, target)?.id === endpoint?.id
      return { kind: 'redirected', next: nextHop(hop, judged, answer, { redactor, mayLeadTo: key && isSameEndpoint }) }
    }
    const inEnvelope = sealed === composed ? '' : ', in an envelope'
    left.steps.done('send', `${answer.status} in ${elapsed()} ms${inEnvelope}`)

    // 8. Redact.
    if (retriesLeft > 0 && isWorthRetrying(answer)) {
      await answer.discard()
      return { kind: 'busy', delayMs: retryDelayMs(hop.request.retries - retriesLeft, answer) }
    }
    const shown = await showAnswer(opened ? await openAnswer(answer, opened) : answer, sent, redactor, readBody)
    const redacted = shown.redactions === 0 ? 'Nothing to redact' : `${count(shown.redactions, 'value')} redacted`
    left.steps.done('redact', opened ? `Opened. ${redacted}` : redacted)
    return { kind: 'answered', ...shown }
  }

  let came: Came | { kind: 'refused'; refusal: Refusal } | { kind: 'broken'; error: unknown }
  try {
    came = await sendIt()
  } catch (error) {
    came = error instanceof Refusal ? { kind: 'refused', refusal: error } : { kind: 'broken', error }
  }
  // 9. Complete the record.
  Object.assign(left, { status: progress.status, durationMs: elapsed(), nothingLeft: !progress.isConnected })
  if (left.usageId !== null) {
    const code = came.kind === 'refused' ? came.refusal.code : came.kind === 'broken' ? 'internal' : null
    await completeUsage(permit, left.usageId, { ...left, code })
  }
  if (came.kind === 'broken') throw came.error
  if (came.kind === 'refused') {
    left.steps.stop(came.refusal.note)
    const { code, secret } = came.refusal
    if (code === 'host_not_approved' && secret?.id != null)
      await noteWaiting(permit, { secretId: secret.id, host: judged.host, requestedFor: consumer.name })
  }
  return { ...left, ...came }
}

const resolved = (found: number, usable: number) =>
  found === 0 ? 'No secret named' : `${count(found, 'secret')} found, ${usable} usable`

function judgedNote({ host }: URL, { uses, endpoint }: { uses: Use[]; endpoint: { name: string } | null }): string {
  if (endpoint) return `${host} allowed, by ${endpoint.name}`
  return uses.length === 0 ? 'Nothing to judge' : `${host} allowed, over https`
}

/** A secret can be named by the request and be the key of its endpoint. */
const eachOnce = (secrets: FoundSecret[]) => [...new Map(secrets.map((secret) => [secret.id, secret])).values()]

const usedOf = (uses: Use[], values: ReturnType<typeof openValues>): Used[] =>
  uses.flatMap((use) => {
    const value = values.get(use)
    return value ? [{ secret: use.secret, value }] : []
  })

/** Shorter ones would withhold the answer, and none of Postern's secrets is in them. */
const sensitiveOf = ({ fills }: Hop): Used[] =>
  [...fills].flatMap(([piece, { text, isSensitive }]) =>
    isSensitive && Buffer.byteLength(text) >= 8 && piece.kind === 'macro'
      ? [{ secret: { name: macroText(piece.macro) }, value: { text, json: null, pair: null, kind: 'secret' as const } }]
      : [],
  )

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
